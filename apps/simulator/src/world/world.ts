import { z } from "zod";
import * as entity from "./entities.ts";
import { settingsSchema } from "./settings.ts";

/** Every kind of thing the simulated platform holds, with the schema that its changes must pass. */
export const entitySchemas = {
  apps: entity.appSchema,
  wabas: entity.wabaSchema,
  phone_numbers: entity.phoneNumberSchema,
  people: entity.personSchema,
  tokens: entity.tokenSchema,
  threads: entity.threadSchema,
  templates: entity.templateSchema,
  media: entity.mediaSchema,
  messages: entity.messageSchema,
  deliveries: entity.deliverySchema,
} as const;

export type EntityKind = keyof typeof entitySchemas;
export type EntityOf<K extends EntityKind> = z.infer<(typeof entitySchemas)[K]>;
type EntityMaps = { [K in EntityKind]: Map<string, EntityOf<K>> };

export type World = EntityMaps & { settings: z.infer<typeof settingsSchema> };

export const entityKinds = Object.keys(entitySchemas) as EntityKind[];

/** The platform's memory is bounded: the oldest entries of these kinds are forgotten above the limit. */
const LIMITS: Partial<Record<EntityKind, number>> = { messages: 20_000, deliveries: 5000, media: 500 };

export function createEmptyWorld(): World {
  const maps = Object.fromEntries(entityKinds.map((kind) => [kind, new Map()])) as EntityMaps;
  return { ...maps, settings: settingsSchema.parse({}) };
}

/** Stores an entity under its id and forgets the oldest finished ones above the kind's limit. */
export function put<K extends EntityKind>(world: World, kind: K, value: EntityOf<K>): EntityOf<K> {
  const map = world[kind] as Map<string, EntityOf<K>>;
  map.set(value.id, value);
  const limit = LIMITS[kind];
  if (limit === undefined || map.size <= limit) return value;
  for (const [id, old] of map) {
    const isUnfinished = "state" in old && old.state === "pending";
    if (!isUnfinished && old !== value) {
      map.delete(id);
      break;
    }
  }
  return value;
}

export const snapshotSchema = z.strictObject({
  version: z.literal(1),
  now: z.number(),
  rate: z.number().min(0),
  seed: z.int(),
  counters: z.record(z.string(), z.int()),
  settings: settingsSchema,
  entities: z.strictObject(
    Object.fromEntries(entityKinds.map((kind) => [kind, z.array(entitySchemas[kind])])) as unknown as {
      [K in EntityKind]: z.ZodArray<(typeof entitySchemas)[K]>;
    },
  ),
});

export type Snapshot = z.infer<typeof snapshotSchema>;

export function listEntities(world: World): Snapshot["entities"] {
  return Object.fromEntries(
    entityKinds.map((kind) => [kind, [...world[kind].values()]]),
  ) as unknown as Snapshot["entities"];
}

export function buildWorld(entities: Snapshot["entities"], settings: World["settings"]): World {
  const world = createEmptyWorld();
  world.settings = settings;
  for (const kind of entityKinds) for (const value of entities[kind]) put(world, kind, value as never);
  return world;
}
