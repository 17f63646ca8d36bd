import { z } from "zod";

/** Every channel a conversation can live on. SMS and EMAIL are reserved values without screens. */
export const channelSchema = z.enum(["WEBCHAT", "VOICE", "WHATSAPP", "INSTAGRAM", "FACEBOOK", "SMS", "EMAIL"]);
export type Channel = z.infer<typeof channelSchema>;

/** The channels that reach us through Meta's platform, and so have an adapter in `packages/channels`. */
export const metaChannelSchema = z.enum(["WHATSAPP", "INSTAGRAM", "FACEBOOK"]);
export type MetaChannel = z.infer<typeof metaChannelSchema>;

/** The channels on which Frontdesk can answer so far; on the others it only shows what was written. */
export const answerableChannels: readonly Channel[] = ["WHATSAPP"];

/** What an Integration row can be a connection to. */
export const integrationTypeSchema = z.enum(["WHATSAPP", "INSTAGRAM", "FACEBOOK", "VAPI", "GOOGLE_CALENDAR", "EMAIL"]);
export type IntegrationType = z.infer<typeof integrationTypeSchema>;

export const integrationStatusSchema = z.enum(["ACTIVE", "NEEDS_RECONNECT", "DISCONNECTED", "ERROR"]);
export type IntegrationStatus = z.infer<typeof integrationStatusSchema>;

/**
 * The kinds of id by which a platform names a customer. BSUID is WhatsApp's business-scoped user id: a customer with a
 * username may have no phone number (`WA_ID`) at all. IGSID and PSID are scoped to one Instagram account or Page.
 */
export const identityKindSchema = z.enum(["WA_ID", "BSUID", "PARENT_BSUID", "IGSID", "PSID"]);
export type IdentityKind = z.infer<typeof identityKindSchema>;
