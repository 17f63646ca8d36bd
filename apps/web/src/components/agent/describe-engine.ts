/** What answers the customers, in words of the business. Engines without words here are named as they are. */
export function describeEngine(engine: string): { name: string; explanation: string } {
  if (engine === "embedded") {
    return {
      name: "Stored answers",
      explanation:
        "Finds the entry below that fits a question and quotes its answer word for word. When unsure it asks back or hands over to a person. No language model is used.",
    };
  }
  return { name: engine, explanation: "Writes answers with a language model, from the knowledge below." };
}
