/** What all parts of one host share; made once from the user's options. */
import type { DeskTransport, HostOptions, WatchOptions } from "../../host.js";
import { type Bell, bellOn } from "./bell.js";
import { environmentOf } from "./environment.js";
import { type Report, reporter } from "./error.js";
import { type Locks, locksOf } from "./lock.js";
import { storageOf } from "./storage/index.js";
import type { Engine, Environment, HostStorage } from "./types.js";

/** What a desk and an onlooker have, too. */
export interface Surroundings {
  name: string;
  /** Names this host, desk or onlooker among all that share the storage. */
  self: string;
  storage: HostStorage;
  bell: Bell;
  locks: Locks;
  environment: Environment;
  report: Report;
}

export interface Context extends Surroundings {
  engine: Engine;
  credentials: NonNullable<HostOptions["credentials"]>;
  secrets: NonNullable<HostOptions["secrets"]>;
  files: NonNullable<HostOptions["files"]>;
  transport: DeskTransport | null;
}

export function surroundingsOf(options: WatchOptions): Surroundings {
  const name = options.name ?? "handover";
  const environment = environmentOf(options.environment);
  const report = reporter(options.onError);
  const storage = storageOf(options.storage, name, report);
  const self = environment.randomId();
  return { name, self, storage, bell: bellOn(storage, self), locks: locksOf(storage, name), environment, report };
}

export function contextOf(options: HostOptions): Context {
  const missing = (what: "credentials" | "secrets" | "files") => () => {
    throw new Error(`the host has no \`${what}\``);
  };
  return {
    ...surroundingsOf(options),
    engine: options.engine,
    credentials: options.credentials ?? missing("credentials"),
    secrets: options.secrets ?? missing("secrets"),
    files: options.files ?? missing("files"),
    transport: options.transport ?? null,
  };
}
