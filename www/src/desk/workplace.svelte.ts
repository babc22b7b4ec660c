/**
 * What an agent has in front of them: the tickets, which of them is open, what is being written, and what is news.
 *
 * It keeps what is this agent's alone; what others are to see goes to the desk, which says whether it was possible.
 * It draws nothing and holds no words.
 */
import type { Desk, Ticket, Tickets, TransferTarget } from "handover/host";
import { tick } from "svelte";
import type { Fire } from "../common/element.js";
import { keep, kept } from "../common/kept.js";
import type { Addressee, Drafts } from "./drafts.svelte.js";
import type { DeskEvents } from "./element.svelte.js";
import { asked, chosen, firstChoice, type Choice } from "./order.js";
import { newsCount } from "./ticket.js";
import { Writing } from "./writing.svelte.js";

/** What stands below the open conversation. */
export type Panel = "write" | "transfer" | "resolve";

/** Where the focus can be sent to. */
export type Place = "write" | "panel" | "end" | "lists" | "log" | "filter" | "current";

const nothing: Tickets = { waiting: [], declined: [], mine: [], closed: [], colleagues: [], available: true };

export class Workplace {
  desk = $state.raw<Desk | null>(null);
  tickets = $state.raw<Tickets>(nothing);
  /** What the agent has chosen to see; the oldest of their own is open without a choice, and stays open when it has ended. */
  selected = $state<string | null>(null);
  panel = $state<Panel>("write");
  addressee = $state<Addressee>("visitor");
  choice = $state.raw<Choice>({ sort: "queue", skill: "", language: "" });
  writing = $state.raw(new Writing(""));
  /** Whether the agent is looking at the desk. */
  attended = $state(true);
  /** Whether the last thing that the agent wanted was not possible any more. */
  refused = $state(false);
  /** What the agent last did, for those who do not see it happen. */
  #shown = $state<string | null>(null);
  #seen = $state.raw<Record<string, number>>({});
  readonly #places = new Map<Place, HTMLElement>();
  readonly #fire: Fire<DeskEvents>;

  readonly all: Ticket[] = $derived([...this.tickets.mine, ...this.tickets.waiting, ...this.tickets.declined, ...this.tickets.closed]);
  readonly current: Ticket | null = $derived(this.all.find(({ id }) => id === (this.selected ?? this.#shown)) ?? this.tickets.mine[0] ?? null);
  readonly own: boolean = $derived(this.current?.state === "accepted" || this.current?.state === "active");
  readonly waiting: Ticket[] = $derived(this.desk === null ? [] : chosen(this.tickets.waiting, this.choice, this.desk.agent));
  readonly asked = $derived(asked([...this.tickets.waiting, ...this.tickets.declined]));
  /** Of one's own tickets, those with something that the agent has not seen. */
  readonly unread: Set<string> = $derived(new Set(this.tickets.mine.filter((ticket) => !(this.attended && ticket.id === this.current?.id) && newsCount(ticket) > this.seen(ticket)).map(({ id }) => id)));
  /** Everything that can be opened, in the order of the lists. */
  readonly listed: Ticket[] = $derived([...this.waiting, ...this.tickets.mine, ...this.tickets.closed]);

  constructor(fire: Fire<DeskEvents>) {
    this.#fire = fire;
  }

  /** Sits down at a desk; answers the function that leaves it. The same agent's drafts and choices stay. */
  sit(desk: Desk): () => void {
    if (this.desk?.agent.id !== desk.agent.id) {
      this.writing.stop();
      this.writing = new Writing(desk.agent.id);
      this.choice = firstChoice(desk.agent);
      this.#seen = counts(kept(seenKey(desk)));
      this.selected = kept(openKey(desk), "sessionStorage");
    }
    this.desk = desk;
    this.tickets = desk.tickets();
    this.drafts.keepOnly(new Set(this.all.map(({ id }) => id)));
    const stops = [desk.subscribe((tickets) => (this.tickets = tickets)), this.drafts.watch()];
    return () => stops.forEach((stop) => stop());
  }

  get drafts(): Drafts {
    return this.writing.drafts;
  }

  /** Takes note of what is in front of the agent now; what comes in while they look elsewhere is not seen. */
  look(): void {
    const { current, desk } = this;
    this.#shown = current?.id ?? null;
    if (!this.attended || current === null || desk === null || this.#seen[current.id] === newsCount(current)) return;
    const known = Object.entries(this.#seen).filter(([ticket]) => this.all.some(({ id }) => id === ticket));
    this.#seen = { ...Object.fromEntries(known), [current.id]: newsCount(current) };
    keep(seenKey(desk), JSON.stringify(this.#seen));
  }

  /** How many of a ticket's lines the agent has seen. */
  seen({ id }: Ticket): number {
    return this.#seen[id] ?? 0;
  }

  // ---------------------------------------------------------------- moving

  async select(ticket: string | null): Promise<void> {
    if (ticket !== this.current?.id) this.#begin();
    this.refused = false;
    this.#open(ticket);
    await this.focus(ticket === null ? "lists" : this.own ? "write" : "end");
  }

  /** Opens the ticket that stands so many further down in the lists. */
  move(by: number): void {
    const { listed } = this;
    const at = listed.findIndex(({ id }) => id === this.current?.id);
    const next = listed[at === -1 ? (by > 0 ? 0 : listed.length - 1) : Math.min(listed.length - 1, Math.max(0, at + by))];
    if (next !== undefined) void this.select(next.id).then(() => this.#follow());
  }

  /** The keys are for the conversation, and its line in the lists is in sight. */
  async #follow(): Promise<void> {
    await this.focus("log");
    const [lists, line] = (["lists", "current"] as const).map((name) => this.#places.get(name));
    if (lists === undefined || line === undefined || !line.checkVisibility()) return;
    const [frame, box] = [lists.getBoundingClientRect(), line.getBoundingClientRect()];
    // The page stays where it is, whatever of the desk is in sight.
    lists.scrollTop += Math.min(0, box.top - frame.top) + Math.max(0, box.bottom - frame.bottom);
  }

  /** Shows what stands below the conversation, and puts the focus there. */
  async show(panel: Panel, addressee = this.addressee): Promise<void> {
    this.panel = panel;
    this.addressee = addressee;
    await this.focus(panel === "write" ? "write" : "panel");
  }

  /** An attachment by which a component says where a place is. */
  readonly place = (name: Place) => (element: HTMLElement) => {
    this.#places.set(name, element);
    return () => {
      if (this.#places.get(name) === element) this.#places.delete(name);
    };
  };

  /** Where the agent finds their way on when what they had in hand has gone. */
  get fallback(): HTMLElement | undefined {
    const places = (["end", "log", "lists"] as const).map((name) => this.#places.get(name));
    return places.find((place) => place?.checkVisibility());
  }

  async focus(place: Place): Promise<void> {
    await tick();
    this.#places.get(place)?.focus();
  }

  // ---------------------------------------------------------------- acting

  async accept(ticket: string): Promise<void> {
    if (await this.#did((desk) => desk.accept(ticket))) await this.select(ticket);
  }

  async decline(ticket: string): Promise<void> {
    if (await this.#did((desk) => desk.decline(ticket))) await this.#leave();
  }

  async returnToQueue(ticket: string): Promise<void> {
    if (await this.#did((desk) => desk.returnToQueue(ticket))) await this.#leave();
  }

  /** With a word for whoever is next, where one is written. */
  async transfer(ticket: string, to: TransferTarget): Promise<void> {
    if (!(await this.#did((desk) => desk.transfer(ticket, to)))) return;
    const note = this.drafts.of(ticket, "transfer").trim();
    if (note === "" || (await this.#did((desk) => desk.note(ticket, note)))) this.drafts.write(ticket, "transfer", "");
    await this.#leave();
  }

  /** With the summary that is written. What was chosen and written is done with. */
  async resolve(ticket: string, resolution: string | null): Promise<void> {
    const summary = this.drafts.of(ticket, "summary").trim() || null;
    if (!(await this.#did((desk) => desk.resolve(ticket, { summary, resolution })))) return;
    for (const purpose of ["summary", "resolution"] as const) this.drafts.write(ticket, purpose, "");
    if (this.current?.id !== ticket) return;
    this.panel = "write";
    await this.focus("end");
  }

  /** Says what is written to whom it is addressed. A box at which nothing else can be written goes when it is empty. */
  async say(ticket: string, addressee: Addressee): Promise<void> {
    const { desk, drafts } = this;
    if (desk === null) return;
    const sent = await this.writing.send(ticket, addressee, (text, attachments) => {
      if (addressee === "visitor") return desk.reply(ticket, text, attachments);
      return addressee === "bot" ? desk.inject(ticket, text) : desk.note(ticket, text);
    });
    const isOpen = this.current?.id === ticket && this.addressee === addressee;
    if (!sent && !isOpen) this.refused = true;
    if (sent && isOpen && !this.own && drafts.of(ticket, addressee) === "") this.addressee = "visitor";
  }

  async #did(act: (desk: Desk) => Promise<boolean>): Promise<boolean> {
    this.refused = false;
    const worked = this.desk !== null && (await act(this.desk).catch(() => false));
    this.refused = !worked;
    return worked;
  }

  #begin(): void {
    this.panel = "write";
    this.addressee = "visitor";
  }

  async #leave(): Promise<void> {
    this.#begin();
    this.#open(null);
    await this.focus("lists");
  }

  #open(ticket: string | null): void {
    this.selected = ticket;
    if (ticket === null) this.#shown = null;
    if (this.desk !== null) keep(openKey(this.desk), ticket, "sessionStorage");
    this.#fire("ticketselect", { ticket });
  }
}

function seenKey({ agent }: Desk): string {
  return `handover-desk-seen/${agent.id}`;
}

function openKey({ agent }: Desk): string {
  return `handover-desk-open/${agent.id}`;
}

function counts(text: string | null): Record<string, number> {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    return Object.fromEntries(Object.entries(found ?? {}).filter(([, count]) => typeof count === "number"));
  } catch {
    return {};
  }
}
