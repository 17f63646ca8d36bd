import type { Db } from "@frontdesk/db/client";
import { Prisma } from "@frontdesk/db/models";

type Args = Record<string, unknown>;
type Delegate = Record<string, (args?: Args) => Promise<unknown>>;
type Client = Record<string, unknown>;

/** What Prisma's own methods are called with that takes a plain filter, and so needs another filter only. */
const FILTERED = new Set([
  "findMany",
  "findFirst",
  "findFirstOrThrow",
  "updateMany",
  "updateManyAndReturn",
  "deleteMany",
  "count",
  "aggregate",
  "groupBy",
]);
const UNCHANGED = new Set(["create", "createMany", "createManyAndReturn"]);

/**
 * A database handle that forgets every `businessId` that the code under test filters by, in Prisma's calls and in raw
 * SQL, so that row-level security alone stands between two businesses. What is written keeps its businessId. A business
 * is found without its id too. Calls that it cannot translate fail, so that nothing is shown by accident.
 */
export function withoutFilters(db: Db): Db {
  const prisma = wrapClient(db.prisma as unknown as Client) as unknown as Db["prisma"];
  return { ...db, prisma };
}

function wrapClient(client: Client): Client {
  return new Proxy(client, {
    get(target, key) {
      const value = target[key as string];
      if (key === "$transaction")
        return (work: (tx: Client) => Promise<unknown>, limits: unknown) =>
          (value as (run: (tx: Client) => Promise<unknown>, limits: unknown) => Promise<unknown>).call(
            target,
            (tx) => work(wrapClient(tx)),
            limits,
          );
      if (key === "$queryRaw" || key === "$executeRaw")
        return (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
          (value as (sql: Prisma.Sql) => unknown).call(target, withoutSqlFilters(query, values));
      if (typeof value === "function") return value.bind(target);
      if (typeof key === "string" && !key.startsWith("$") && !key.startsWith("_") && typeof value === "object" && value)
        return wrapDelegate(key, value as Delegate);
      return value;
    },
  });
}

/** Makes every `"businessId" = $n::uuid` true, whatever the value; refuses SQL whose condition it does not recognize. */
function withoutSqlFilters(query: TemplateStringsArray | Prisma.Sql, values: unknown[]): Prisma.Sql {
  const { strings, values: bound } = isTemplate(query) ? new Prisma.Sql([...query], values) : query;
  const open = [...strings];
  for (let place = 0; place < bound.length; place += 1) {
    const before = open[place] ?? "";
    const after = open[place + 1] ?? "";
    const filter = /((?:\w+\.)?"businessId" = )$/;
    if (!filter.test(before) || !after.startsWith("::uuid")) {
      if (/"businessId"\s*(=|<>|!=|IN\b)[^,]*$/i.test(before))
        throw new Error(`This filter can't be switched off: ${before}`);
      continue;
    }
    open[place] = before.replace(filter, "($1");
    open[place + 1] = after.replace("::uuid", "::uuid OR true)");
  }
  return new Prisma.Sql(open, [...bound]);
}

function isTemplate(query: TemplateStringsArray | Prisma.Sql): query is TemplateStringsArray {
  return Array.isArray(query);
}

function wrapDelegate(model: string, delegate: Delegate): Delegate {
  const isBusiness = model === "business";
  const call = (method: string, args: Args): Promise<unknown> => {
    const run = delegate[method];
    if (!run) throw new Error(`Prisma has no ${model}.${method}`);
    return run.call(delegate, args);
  };
  return new Proxy(delegate, {
    get(target, key) {
      const method = String(key);
      if (typeof target[method] !== "function") return target[method];
      return async (given: Args = {}) => {
        if (UNCHANGED.has(method)) return call(method, given);
        const args = withoutNestedFilters({
          ...given,
          ...(given.where ? { where: freeWhere(given.where, isBusiness) } : {}),
        });
        if (FILTERED.has(method)) return call(method, args);
        const { where, select, include, data } = args;
        const found = { where, ...(select ? { select } : {}), ...(include ? { include } : {}) };
        if (method === "findUnique") return call("findFirst", args);
        if (method === "findUniqueOrThrow") return call("findFirstOrThrow", args);
        if (method === "update") {
          await call("updateMany", { where, data });
          return call("findFirstOrThrow", found);
        }
        if (method === "delete") {
          const row = await call("findFirstOrThrow", found);
          await call("deleteMany", { where });
          return row;
        }
        throw new Error(`${model}.${method} can't be called without its filters`);
      };
    },
  });
}

/** A filter without businessId: unique keys made of several columns are taken apart, what is nested is freed as well. */
function freeWhere(where: unknown, isBusiness: boolean): unknown {
  if (Array.isArray(where)) return where.map((part) => freeWhere(part, isBusiness));
  if (typeof where !== "object" || where === null || where instanceof Date) return where;
  const free: Args = {};
  for (const [key, value] of Object.entries(where)) {
    if (key === "businessId" || (isBusiness && key === "id")) continue;
    if (/^businessId_|_businessId(_|$)/.test(key)) Object.assign(free, freeWhere(value, false) as Args);
    else if (typeof value === "object" && value !== null && !(value instanceof Date))
      free[key] = freeWhere(value, false);
    else free[key] = value;
  }
  return free;
}

function withoutNestedFilters(args: Args): Args {
  const free = { ...args };
  for (const part of ["select", "include", "_count"]) {
    const chosen = free[part];
    if (typeof chosen !== "object" || chosen === null) continue;
    free[part] = Object.fromEntries(
      Object.entries(chosen).map(([key, value]) => [
        key,
        typeof value === "object" && value !== null
          ? withoutNestedFilters({
              ...value,
              ...("where" in value ? { where: freeWhere(value.where, false) } : {}),
            })
          : value,
      ]),
    );
  }
  return free;
}
