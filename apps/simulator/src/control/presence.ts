export type PhoneView = { person_id: string; phone_number_id: string | null };

/**
 * Which person each open phone page is being, and which chat is open there. A person whose phone somebody holds reads
 * a message only when its chat is open; everybody else reads by themselves after a moment. A page counts from the moment
 * its event stream opens until it closes.
 */
export type Presence = {
  open(pageId: string): void;
  /** Returns what the page was showing, or null. */
  close(pageId: string): PhoneView | null;
  /** Answers false for a page that has no event stream. */
  set(pageId: string, view: PhoneView): boolean;
  isHeld(personId: string): boolean;
  hasOpen(personId: string, phoneNumberId: string): boolean;
};

export function createPresence(): Presence {
  const views = new Map<string, PhoneView | null>();
  const some = (test: (view: PhoneView) => boolean) => [...views.values()].some((view) => view !== null && test(view));
  return {
    open(pageId) {
      views.set(pageId, null);
    },
    close(pageId) {
      const view = views.get(pageId) ?? null;
      views.delete(pageId);
      return view;
    },
    set(pageId, view) {
      if (!views.has(pageId)) return false;
      views.set(pageId, view);
      return true;
    },
    isHeld: (personId) => some((view) => view.person_id === personId),
    hasOpen: (personId, phoneNumberId) =>
      some((view) => view.person_id === personId && view.phone_number_id === phoneNumberId),
  };
}
