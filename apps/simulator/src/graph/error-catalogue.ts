/**
 * Meta's documented error codes with the words, HTTP status and type that the Graph API gives them. Sources: Meta's pages
 * "Error codes" (WhatsApp Cloud API) and "Handling errors" (Graph API). The HTTP status of several codes is unpublished;
 * these follow the older public table.
 */
export type CatalogueEntry = {
  message: string;
  status: number;
  /** What error_data.details says; only WhatsApp's own codes carry it. */
  details?: string;
  isTransient?: true;
};

const row = (status: number, message: string, details?: string): CatalogueEntry =>
  details === undefined ? { status, message } : { status, message, details };
const transient = (status: number, message: string, details?: string): CatalogueEntry => ({
  ...row(status, message, details),
  isTransient: true,
});

export const errorCatalogue: Readonly<Record<number, CatalogueEntry>> = {
  0: row(401, "AuthException"),
  1: transient(400, "An unknown error has occurred."),
  2: transient(503, "Service temporarily unavailable"),
  3: row(500, "(#3) Application does not have the capability to make this API call."),
  4: transient(400, "(#4) Application request limit reached"),
  10: row(403, "(#10) Application does not have permission for this action"),
  17: transient(400, "(#17) User request limit reached"),
  32: transient(400, "(#32) Page request limit reached"),
  33: row(400, "(#33) This object does not exist or does not support this action"),
  100: row(400, "(#100) Invalid parameter"),
  102: row(401, "API Session"),
  190: row(401, "Error validating access token: the session is invalid."),
  200: row(403, "(#200) Permissions error"),
  341: transient(400, "(#341) Application limit reached"),
  368: row(
    403,
    "(#368) Temporarily blocked for policies violations",
    "The account was restricted for a policy violation.",
  ),
  551: row(400, "(#551) This person isn't available right now."),
  613: transient(400, "(#613) Calls to this api have exceeded the rate limit."),
  2635: row(
    400,
    "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: v26.0.",
  ),
  80007: transient(400, "(#80007) Rate limit issues", "The WhatsApp Business Account has reached its rate limit."),
  130403: row(400, "(#130403) User blocked", "The business has blocked this user."),
  130429: transient(
    400,
    "(#130429) Rate limit hit",
    "Message failed to send because there were too many messages sent from this phone number in a short period of time",
  ),
  130472: row(
    400,
    "(#130472) User's number is part of an experiment",
    "Message failed to send because of an experiment.",
  ),
  130497: row(403, "(#130497) Business account is restricted from messaging users in this country."),
  131000: transient(500, "(#131000) Something went wrong", "Message failed to send due to an unknown error."),
  131005: row(403, "(#131005) Access denied", "Permission is either not granted or has been removed."),
  131008: row(400, "(#131008) Required parameter is missing"),
  131009: row(400, "(#131009) Parameter value is not valid"),
  131016: transient(500, "(#131016) Service unavailable", "A service is temporarily unavailable."),
  131021: row(400, "(#131021) Recipient cannot be sender", "Sender and recipient phone number is the same."),
  131026: row(400, "(#131026) Message undeliverable", "Message Undeliverable."),
  131030: row(400, "(#131030) Recipient phone number not in allowed list"),
  131031: row(
    403,
    "(#131031) Business Account locked",
    "The WhatsApp Business Account was restricted or disabled for a policy violation.",
  ),
  131037: row(400, "(#131037) WhatsApp provided number needs display name approval before message can be sent."),
  131042: row(
    400,
    "(#131042) Business eligibility payment issue",
    "Message failed to send because there were one or more errors related to your payment method.",
  ),
  131045: row(
    500,
    "(#131045) Incorrect certificate",
    "Message failed to send due to a phone number registration error.",
  ),
  131047: row(
    400,
    "(#131047) Re-engagement message",
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  ),
  131048: row(
    400,
    "(#131048) Spam rate limit hit",
    "Message failed to send because of limits on spam from this number.",
  ),
  131049: row(
    400,
    "(#131049) Meta chose not to deliver.",
    "This message was not delivered to maintain healthy ecosystem engagement.",
  ),
  131050: row(400, "(#131050) User has stopped marketing messages", "The recipient opted out of marketing messages."),
  131051: row(400, "(#131051) Unsupported message type", "Message type is currently not supported."),
  131052: row(400, "(#131052) Media download error", "Unable to download the media sent by the user."),
  131053: row(400, "(#131053) Media upload error", "Unable to upload the media used in the message."),
  131056: transient(
    400,
    "(#131056) (Business Account, Consumer Account) pair rate limit hit",
    "Too many messages sent from this phone number to the same recipient in a short period of time",
  ),
  131057: transient(500, "(#131057) Account in maintenance mode", "Business Account is in maintenance mode."),
  131062: row(
    400,
    "(#131062) BSUID not supported for this message",
    "This message needs the recipient's phone number.",
  ),
  131063: row(400, "(#131063) Marketing messages through Cloud API are turned off"),
  131064: row(400, "(#131064) Template classification limit reached"),
  132000: row(400, "(#132000) Number of parameters does not match the expected number of params"),
  132001: row(404, "(#132001) Template name does not exist in the translation"),
  132005: row(400, "(#132005) Translated text too long"),
  132007: row(400, "(#132007) Template format character policy violated"),
  132012: row(400, "(#132012) Parameter format does not match format in the created template"),
  132015: row(400, "(#132015) Template is paused", "Template is paused due to low quality."),
  132016: row(400, "(#132016) Template is disabled", "Template has been paused too many times due to low quality."),
  132068: row(400, "(#132068) Flow is in blocked state"),
  132069: row(400, "(#132069) Flow is in throttled state"),
  133005: row(400, "(#133005) Two step verification PIN mismatch"),
  133010: row(
    400,
    "(#133010) The account is not registered",
    "Account does not exist in Cloud API, please use /register API to create an account first",
  ),
  133016: row(400, "(#133016) Account register deregister rate limit exceeded"),
  135000: row(400, "(#135000) Generic user error", "Message failed to send because of an unknown error."),
  137000: row(400, "(#137000) Recipient identity hash does not match"),
  2593107: row(400, "(#2593107) Synchronization request limit exceeded"),
  2593108: row(400, "(#2593108) Synchronization request made outside of the allowed time window"),
  2593109: row(400, "(#2593109) History sharing is turned off by the business"),
};
