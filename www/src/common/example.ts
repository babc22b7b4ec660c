/** The flow that the pages show and run, and the names under which they run it. */
import type { EngineOptions, Flow } from "handover";
import example from "../../../tests/flows/example.json";

export const exampleFlow = example as Flow;

/** The engine's options: one provider, the desk in another tab. */
export const exampleOptions = {
  providers: { desk: { kind: "desk" } },
  bot: { displayName: "Moss", avatarImage: null },
} satisfies EngineOptions;
