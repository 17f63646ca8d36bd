import type { AgentEngine, AgentOutcome, AgentTurn } from "@frontdesk/core/agent/agent-engine";

export type ScriptedEngine = AgentEngine & {
  /** Every turn that the engine was asked, in order. */
  readonly turns: AgentTurn[];
  /** What it does with a turn from now on. */
  script: Reply;
};

type Reply = (turn: AgentTurn, signal: AbortSignal) => AgentOutcome | Promise<AgentOutcome>;

/** An engine that does as told. Without a script it quotes what it was asked: "Re: …". */
export function createScriptedEngine(reply: Reply = quoteBack): ScriptedEngine {
  const engine: ScriptedEngine = {
    name: "embedded",
    turns: [],
    script: reply,
    async reply(turn, signal) {
      engine.turns.push(turn);
      return engine.script(turn, signal);
    },
  };
  return engine;
}

/** An answer with this text, from no source. */
export function answerWith(markdown: string): AgentOutcome {
  return { kind: "answer", markdown, sourceIds: [], confidence: 1, found: [], pNone: null };
}

/** The default script. */
export function quoteBack(turn: AgentTurn): AgentOutcome {
  return answerWith(`Re: ${turn.incoming.join(" + ")}`);
}
