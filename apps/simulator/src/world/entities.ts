import { z } from "zod";

// Names are Meta's own (snake_case), because these objects are what the control API shows and takes.

const digits = z.string().regex(/^\d{5,20}$/, "must be 5 to 20 digits");
const restrictionCode = z.int().nullable().default(null);
const callbackOverride = z.strictObject({ url: z.url(), verify_token: z.string() }).nullable().default(null);

/** Meta's pattern of a business-scoped user id. */
export const userIdPattern = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

export const appSchema = z.strictObject({
  id: digits,
  name: z.string(),
  secret: z.string().min(1),
  require_appsecret_proof: z.boolean().default(false),
  callback: z.strictObject({ url: z.url(), verify_token: z.string(), fields: z.array(z.string()) }).nullable(),
});

export const wabaSchema = z.strictObject({
  id: digits,
  business_id: digits,
  name: z.string(),
  currency: z.string().default("USD"),
  timezone_id: z.string().default("1"),
  country_code: digits.or(z.string().regex(/^\d{1,3}$/)),
  subscribed: z.boolean().default(true),
  callback_override: callbackOverride,
  /** A code such as 131031, 368 or 131042 that every send from this account gets. */
  restriction: restrictionCode,
});

export const phoneNumberSchema = z.strictObject({
  id: digits,
  waba_id: digits,
  display_phone_number: z.string().regex(/^\+[\d\s-]+$/),
  verified_name: z.string(),
  quality_rating: z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]).default("GREEN"),
  status: z.string().default("CONNECTED"),
  registered: z.boolean().default(true),
  throughput_level: z.enum(["STANDARD", "HIGH", "COEXISTENCE"]).default("STANDARD"),
  is_on_biz_app: z.boolean().default(false),
  callback_override: callbackOverride,
  restriction: restrictionCode,
});

export const personSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  phone: digits,
  country: z.string().regex(/^[A-Z]{2}$/),
  username: z.string().nullable().default(null),
  /** BSUID by business portfolio. */
  user_ids: z.record(z.string(), z.string().regex(userIdPattern)).default({}),
  offline: z.boolean().default(false),
  no_receipts: z.boolean().default(false),
  read_without_delivered: z.boolean().default(false),
  fail_with: z.int().nullable().default(null),
  blocked: z.boolean().default(false),
  /** Webhooks name the person by BSUID only: no `from`, no `wa_id`. */
  username_only: z.boolean().default(false),
});

export const tokenSchema = z.strictObject({
  id: z.string(),
  value: z.string().min(1),
  app_id: digits,
  type: z.literal("SYSTEM_USER").default("SYSTEM_USER"),
  phone_number_ids: z.array(digits),
  waba_ids: z.array(digits),
  scopes: z.array(z.string()).default(["whatsapp_business_messaging", "whatsapp_business_management"]),
  issued_at: z.number(),
  /** Milliseconds; 0 never expires, as system user tokens may. */
  expires_at: z.number().default(0),
  dead: z.strictObject({ subcode: z.int().nullable(), message: z.string() }).nullable().default(null),
});

export const threadSchema = z.strictObject({
  id: z.string(),
  phone_number_id: digits,
  person_id: z.string(),
  /** Opens the 24 hour customer service window. */
  last_user_message_at: z.number().nullable().default(null),
  typing_until: z.number().nullable().default(null),
});

export const templateSchema = z.strictObject({
  id: z.string(),
  waba_id: digits,
  name: z.string(),
  language: z.string(),
  category: z.enum(["UTILITY", "MARKETING", "AUTHENTICATION"]),
  status: z.enum(["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"]).default("APPROVED"),
  body: z.string(),
});

export const mediaSchema = z.strictObject({
  id: digits,
  mime_type: z.string(),
  sha256: z.string(),
  base64: z.string(),
  created_at: z.number(),
});

const statusNameSchema = z.enum(["accepted", "sent", "delivered", "read", "failed"]);

export const messageSchema = z.strictObject({
  id: z.string(),
  direction: z.enum(["in", "out"]),
  phone_number_id: digits,
  /** Null when nobody on the simulated WhatsApp has the number that was written to. */
  person_id: z.string().nullable(),
  recipient: z.strictObject({ wa_id: z.string().optional(), user_id: z.string().optional() }),
  type: z.string(),
  content: z.record(z.string(), z.unknown()),
  timestamp: z.number(),
  status: statusNameSchema,
  history: z.array(z.strictObject({ status: statusNameSchema, at: z.number() })),
  /** The next step of a business message's life, kept here so that a snapshot can go on with it. */
  next_status: z.strictObject({ status: statusNameSchema, at: z.number() }).nullable(),
  error_code: z.int().nullable().default(null),
  reply_to: z.string().nullable().default(null),
  edited: z.boolean().default(false),
  unsent: z.boolean().default(false),
  reaction_by_person: z.string().nullable().default(null),
  reaction_by_business: z.string().nullable().default(null),
  by_hand: z.boolean().default(false),
  biz_opaque_callback_data: z.string().nullable().default(null),
  pricing_category: z.string().default("service"),
});

const attemptSchema = z.strictObject({
  number: z.int(),
  at: z.number(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  latency_ms: z.number(),
});

export const deliverySchema = z.strictObject({
  id: z.string(),
  callback_url: z.string(),
  lane: z.string(),
  field: z.string(),
  summary: z.string(),
  person_ids: z.array(z.string()),
  message_ids: z.array(z.string()),
  body: z.string(),
  body_sha256: z.string(),
  sign: z.enum(["good", "bad", "none", "wrong_secret", "sha1_only"]),
  created_at: z.number(),
  first_attempt_at: z.number().nullable(),
  attempts: z.array(attemptSchema),
  state: z.enum(["pending", "delivered", "dropped"]),
  next_attempt_at: z.number().nullable(),
});

export type SimApp = z.infer<typeof appSchema>;
export type Waba = z.infer<typeof wabaSchema>;
export type PhoneNumber = z.infer<typeof phoneNumberSchema>;
export type Person = z.infer<typeof personSchema>;
export type AccessToken = z.infer<typeof tokenSchema>;
export type Thread = z.infer<typeof threadSchema>;
export type Template = z.infer<typeof templateSchema>;
export type Media = z.infer<typeof mediaSchema>;
export type StatusName = z.infer<typeof statusNameSchema>;
export type SimMessage = z.infer<typeof messageSchema>;
export type DeliveryAttempt = z.infer<typeof attemptSchema>;
export type Delivery = z.infer<typeof deliverySchema>;
