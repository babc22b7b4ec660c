/** How the commands are called, as `--help` prints it. */

const OPTIONS = "  --options <file>   what the engine is set up with, as JSON: its providers, its bot";
const COLOUR = "Colours are used on a terminal; NO_COLOR=1 switches them off.";

export const HANDOVER = `Usage: handover <command> …

  test         play the conversations that are kept beside a flow, and compare
  check        check a flow, and prove that it leaves nobody waiting
  conformance  hold a provider's protocol against a fake on a bad network

\`handover <command> --help\` tells more of each.`;

export const TEST = `Usage: handover test <flow.json> [tests.txt] [options]

Plays each test, and shows where it first differs. The tests of \`shop.json\` are in
\`shop.tests.txt\` beside it unless another file is named.

${OPTIONS}
  --name <part>      only tests whose name holds this
  --update           write the lines anew as they are now

Exit code: 0 if all pass, 1 if one fails, 2 if it was called wrongly.
${COLOUR}`;

export const CHECK = `Usage: handover check <flow.json> [options]

Tells what is wrong with the document, then walks every situation that a conversation
can be in, and shows the shortest conversation to each in which somebody is left waiting.

${OPTIONS}
  --states <number>  situations after which the walk gives up (20000)
  --depth <number>   steps of the longest conversation (200)
  --seconds <number> time after which the walk gives up (60)

Exit code: 0 if nobody is left waiting, 1 if somebody is, if the flow has an error or if
the walk gave up, 2 if it was called wrongly.
${COLOUR}`;

export const CONFORMANCE = `Usage: handover conformance <provider> [options]

Carries fourteen conversations through a fake of the provider, on a network that delays, repeats,
loses, reorders and garbles. No word of the visitor may be lost or come twice, no second ticket
may be opened, each handover has to end as on a calm network unless a fault explains that it does
not, and nothing may be sent after its end.

  --seeds <number>   runs of each conversation, each with other faults (100)
  --seed <number>    only the run with this seed
  --system <file>    speak to a real system instead: a JSON file with its \`settings\`, as in the
                     engine's options, the \`headers\` that its credential adds and the
                     \`secrets\` that its settings name. It says what it will do there
  --yes              do there what was announced

Exit code: 0 if every promise is kept, 1 if one is broken, 2 if it was called wrongly.
${COLOUR}`;
