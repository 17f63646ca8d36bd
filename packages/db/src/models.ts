export { Prisma } from "./generated/client.ts";
export type * from "./generated/enums.ts";
export type * from "./generated/models.ts";
