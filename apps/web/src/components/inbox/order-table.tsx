"use client";

import type { Channel } from "@frontdesk/validators/channel";
import { useTimeReading } from "~/components/time/time-provider.tsx";
import type { OrderItem } from "./message-content.ts";
import { MessageText } from "./message-text.tsx";

/** An order from the business's catalogue: what, how many, for how much. */
export function OrderTable({ items, note, channel }: { items: OrderItem[]; note: string | null; channel: Channel }) {
  const { locale } = useTimeReading();
  return (
    <div className="flex flex-col gap-2">
      <table className="w-full text-left">
        <caption className="pb-1 text-left font-medium">Order</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Quantity</th>
            <th scope="col">Product</th>
            <th scope="col">Price</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.product}>
              <td className="pr-2 align-top text-muted-foreground">{item.quantity} ×</td>
              <td className="pr-4 align-top">{item.product}</td>
              <td className="text-right align-top">{formatPrice(item, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {note ? <MessageText text={note} channel={channel} /> : null}
    </div>
  );
}

function formatPrice({ unitPrice, quantity, currency }: OrderItem, locale: string): string {
  if (unitPrice === null) return "";
  const amount = unitPrice * quantity;
  // The platform promises ISO codes; a number alone is better than a page that fails on another word.
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return amount.toLocaleString(locale);
  return amount.toLocaleString(locale, { style: "currency", currency });
}
