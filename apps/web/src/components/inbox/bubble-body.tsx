import type { Channel } from "@frontdesk/validators/channel";
import type { ThreadMessage } from "@frontdesk/validators/conversation-view";
import {
  AudioLines,
  BookUser,
  CircleHelp,
  ClipboardList,
  FileText,
  Images,
  type LucideIcon,
  MapPin,
  Mic,
  Phone,
  Share2,
  Sticker,
  Video,
} from "lucide-react";
import { type BubbleContent, type PlaceholderIcon, readBubbleContent } from "./message-content.ts";
import { MessageText } from "./message-text.tsx";
import { OrderTable } from "./order-table.tsx";

const placeholderIcons: Record<PlaceholderIcon, LucideIcon> = {
  photo: Images,
  voice: Mic,
  audio: AudioLines,
  video: Video,
  document: FileText,
  sticker: Sticker,
  call: Phone,
  share: Share2,
  story: Images,
  form: ClipboardList,
  unknown: CircleHelp,
};

/** What stands inside a bubble, whatever kind of message it is. */
export function BubbleBody({ message, channel }: { message: ThreadMessage; channel: Channel }) {
  const content = readBubbleContent(message);
  switch (content.type) {
    case "text":
      return <MessageText text={content.text} channel={channel} />;
    case "erased":
      return <p className="text-muted-foreground italic">This message was deleted.</p>;
    case "placeholder":
      return <Placeholder content={content} channel={channel} />;
    case "location":
      return <Location content={content} />;
    case "contacts":
      return <Contacts cards={content.cards} />;
    case "order":
      return <OrderTable items={content.items} note={content.note} channel={channel} />;
  }
}

function Placeholder({ content, channel }: { content: BubbleContent & { type: "placeholder" }; channel: Channel }) {
  const Icon = placeholderIcons[content.icon];
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-center gap-2 font-medium">
        <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        {content.label}
      </p>
      {content.caption ? <MessageText text={content.caption} channel={channel} /> : null}
    </div>
  );
}

function Location({ content }: { content: BubbleContent & { type: "location" } }) {
  return (
    <div className="flex gap-2">
      <MapPin aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <div className="flex flex-col">
        <span dir="auto" className="font-medium">
          {content.label}
        </span>
        {content.mapUrl ? (
          <a
            href={content.mapUrl}
            target="_blank"
            rel="noreferrer"
            className="text-primary-text underline underline-offset-2"
          >
            {content.coordinates}
            <span className="sr-only"> (opens a map)</span>
          </a>
        ) : null}
      </div>
    </div>
  );
}

function Contacts({ cards }: { cards: { name: string; phones: string[] }[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {cards.map((card) => (
        <li key={`${card.name} ${card.phones.join()}`} className="flex gap-2">
          <BookUser aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
          <div className="flex flex-col">
            <span dir="auto" className="font-medium">
              {card.name}
            </span>
            {card.phones.map((phone) => (
              <span key={phone} className="text-muted-foreground">
                {phone}
              </span>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
