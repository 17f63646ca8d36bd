import type { ProviderError } from "../channel-adapter.ts";
import type { JsonValue } from "../meta/clean-json.ts";
import { dropUndefined, isRecord, numberAt, recordAt, textAt } from "../meta/read-json.ts";

/** Reads `errors[]` of a message, a status or an account; elements without a code are left out (they stay in the raw piece). */
export function readProviderErrors(errors: readonly JsonValue[]): ProviderError[] {
  return errors.filter(isRecord).flatMap((error) => {
    const code = numberAt(error, "code");
    if (code === undefined) return [];
    const data = recordAt(error, "error_data");
    // Some deliveries have a plain string there.
    const details = data ? textAt(data, "details") : textAt(error, "error_data");
    return [{ code, title: textAt(error, "title") ?? textAt(error, "message") ?? "", ...dropUndefined({ details }) }];
  });
}
