"""Parses what is exported, and the recorded payloads, with Google's own message types.

Strict: a field that Google does not know, a word that is in no enumeration and a time that is none
are errors. Prints one JSON object, file name to error sentence or null. Reads files, nothing else.
"""

import json
import pathlib
import sys

from google.cloud import ces_v1 as ces
from google.cloud import dialogflow_v2 as es
from google.cloud import dialogflow_v2beta1 as es_beta
from google.cloud import dialogflowcx_v3 as cx
from google.protobuf import json_format

TOOL = "projects/p/locations/l/apps/a/tools/end_session"

EXPORTED = {
    "dialogflow-v2-conversation": [(es.Conversation, lambda body: body)],
    "dialogflow-cx-live-agent-handoff": [
        (cx.ResponseMessage.LiveAgentHandoff, lambda body: body),
        (cx.ResponseMessage, lambda body: {"liveAgentHandoff": body}),
    ],
    "agent-studio-end-session": [
        (ces.ToolCall, lambda body: {"tool": TOOL, "args": body}),
        (ces.SessionOutput, lambda body: {"endSession": {"metadata": body}}),
    ],
}

SIGNALS = {
    "cx-detect-intent": cx.DetectIntentResponse,
    "cx-end-interaction": cx.DetectIntentResponse,
    "cx-message": cx.ResponseMessage,
    "cx-message-without-metadata": cx.ResponseMessage,
    "cx-webhook-snake-case": cx.WebhookResponse,
    "cx-agent-assist": es.AnalyzeContentResponse,
    "es-intent-flags": es.DetectIntentResponse,
    "es-end-interaction": es.DetectIntentResponse,
    "es-fulfillment-message": es.DetectIntentResponse,
    "es-webhook-response": es_beta.WebhookResponse,
    "studio-session-output": ces.RunSessionResponse,
    "studio-tool-call": ces.SessionOutput,
    "studio-flat-keys": ces.BidiSessionServerMessage,
    "studio-goodbye": ces.BidiSessionServerMessage,
}


def error(kind, body):
    """The sentence with which Google's type refuses the body, or nothing."""
    try:
        json_format.ParseDict(body, kind.pb()())
    except json_format.ParseError as refused:
        return f"{kind.__name__}: {refused}"
    return None


def main(folder):
    answers = {}
    for path in sorted((folder / "exported").glob("*.json")):
        body = json.loads(path.read_text("utf-8"))
        checks = EXPORTED.get(path.name.split(".")[1], []) if body is not None else []
        for kind, wrapped in checks:
            answers[f"exported/{path.name} as {kind.__name__}"] = error(kind, wrapped(body))
    for name, kind in SIGNALS.items():
        body = json.loads((folder / "signals" / f"{name}.json").read_text("utf-8"))
        answers[f"signals/{name}.json as {kind.__name__}"] = error(kind, body)
    answers["an unknown field"] = None if error(es.Conversation, {"owner": "bot"}) else "was accepted"
    json.dump(answers, sys.stdout)


main(pathlib.Path(sys.argv[1]))
