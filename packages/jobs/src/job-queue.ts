import { PgBoss } from "pg-boss";

export type JobQueueOptions = {
  /** Of the application role. */
  databaseUrl: string;
  /** "worker" runs jobs, schedules and housekeeping; "web" only writes jobs. */
  role: "web" | "worker";
  onError: (error: Error) => void;
};

/** Connects to the job queue. The schema and the queues are made by the owner role (`install-jobs.ts`), never here. */
export async function openJobQueue(options: JobQueueOptions): Promise<PgBoss> {
  const isWorker = options.role === "worker";
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    application_name: `frontdesk-jobs-${options.role}`,
    max: isWorker ? 6 : 2,
    // A frozen server fails the queue's queries instead of hanging them.
    connectionTimeoutMillis: 3_000,
    options: "-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000",
    migrate: false,
    supervise: isWorker,
    schedule: isWorker,
    useListenNotify: isWorker,
    // A job whose worker died is found within its heartbeat (20 s) plus one of these rounds.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    // Rebuilding indexes and reading vacuum state need the owner's rights.
    reindex: false,
    monitorVacuum: false,
    registerInstance: isWorker,
    instanceName: options.role,
  });
  boss.on("error", options.onError);
  await boss.start();
  return boss;
}
