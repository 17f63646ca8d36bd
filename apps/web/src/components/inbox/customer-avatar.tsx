import { Avatar } from "@frontdesk/ui/avatar";
import { cn } from "@frontdesk/ui/class-names";
import type { Channel } from "@frontdesk/validators/channel";
import { ChannelIcon } from "~/components/channel/channel-icon.tsx";

type CustomerAvatarProps = { name: string; channel: Channel; className?: string };

/** A customer as initials, with the channel they write on in the corner. */
export function CustomerAvatar({ name, channel, className }: CustomerAvatarProps) {
  return (
    <span className={cn("relative inline-flex shrink-0 self-start", className)}>
      <Avatar name={name} className="size-10" />
      <span className="absolute -right-1.5 -bottom-1 rounded-full bg-surface p-px">
        <ChannelIcon channel={channel} />
      </span>
    </span>
  );
}
