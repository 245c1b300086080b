import type { Principal } from '@ownerbot/access';
import type { Formats, Locale, Texts } from '@ownerbot/messages';
import type { RecentFacts } from './recent';

/** The tenant's settings, read with each request. */
export interface TenantFacts {
  readonly project: string;
  readonly shopId: number;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name; the owner's own zone, where there is one, is in {@link ReplyContext.timezone}. */
  readonly timezone: string;
  readonly locale: Locale;
  readonly orderPrefix: string;
  readonly productPrefix: string;
  readonly lookPrefix: string;
}

/** The planner as it was last seen. */
export interface PlannerFacts {
  readonly provider: string;
  readonly model: string;
  /** `paused` after repeated failures; `broken`: its key, model or address is refused. */
  readonly state: 'ok' | 'paused' | 'broken';
  /** End of a pause, ISO instant. */
  readonly until: string | null;
}

/** What this process last saw of the system: at most some seconds old, never fetched inside a turn; the mode alone is that of the settings read now. */
export interface StatusFacts {
  /** Effective data mode: DEMO, SIS_HTTP, SIS_DB_RO or AUTO. */
  readonly mode: string;
  /** Why that mode counts: the configured one, what was chosen at run time in its place, and whether such a choice counts at all. */
  readonly dataMode: { readonly configured: string; readonly override: string | null; readonly isSwitchable: boolean };
  /** What SIS said of its endpoints when it was last asked; absent while nobody asked it. */
  readonly capabilities?: Readonly<Record<string, boolean>>;
  /** The last ping of SIS, `at` as an ISO instant; absent where none is known. */
  readonly sisPing?: { readonly at: string; readonly isUp: boolean };
  /** Absent: no language model is asked. */
  readonly planner?: PlannerFacts;
  readonly database: 'ok' | 'away';
  readonly queue: 'ok' | 'away';
  /** `redis` or `postgres`. */
  readonly queueBackend: string;
  /** Jobs that wait in the inbox. */
  readonly inboxWaiting: number;
  /** Of OwnerBot, `major.minor.patch`. */
  readonly version: string;
  /** Names of settings that name a provider or a key, and what the diagnostics page may say of them: presence only. */
  readonly providers: Readonly<Record<string, string>>;
  /** Settings that switch a function of a domain on or off, by key. */
  readonly switches: Readonly<Record<string, boolean>>;
}

/** Everything a route, a panel or a presenter may know beside its input. */
export interface ReplyContext {
  readonly principal: Principal;
  readonly chatId: string;
  /** As Telegram tells it; null where the answer is written later than the update was read. */
  readonly firstName: string | null;
  readonly locale: Locale;
  /** IANA name: the owner's zone, by default the tenant's. */
  readonly timezone: string;
  readonly currency: string;
  /** The owner's own settings as they are stored, by their names. */
  readonly ownerSettings?: Readonly<Record<string, unknown>>;
  readonly now: Date;
  readonly tenant: TenantFacts;
  readonly texts: Texts;
  readonly formats: Formats;
  readonly status: StatusFacts;
  /** Nothing, where the answer is written later than its turn. */
  readonly recent: RecentFacts;
  /** Kept values that the domain asked for by `factKeys`; what has expired is absent. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** Where a request came from; goes into `ToolRequest.source`. A button counts as `template`; `llm` is what a language model made of a text. */
export type RouteSource = 'command' | 'text' | 'template' | 'voice' | 'llm';

/** What came in, whatever its form. */
export interface Incoming {
  readonly source: RouteSource;
  readonly chatId: string;
  /** The message's text without NUL and lone surrogates; null for a press. */
  readonly text: string | null;
  /** The message was forwarded: its words are somebody's. */
  readonly isForwarded?: boolean;
  /** Callback data of a press. */
  readonly data: string | null;
  /** The message that was written, or that carries the pressed button. */
  readonly messageId: string | null;
}
