"""Parses what is exported, and the recorded payloads, with Google's own message types.

Strict: a field that Google does not know, a word that is in no enumeration and a time that is none
are errors, and so is whatever does not come out again as it went in. Prints one JSON object, file
name to error sentence or null. Reads files, nothing else.
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

PARTICIPANTS = {"participant": es.Participant, "analyzeContent": es.AnalyzeContentRequest}

REPORTS = {
    "dialogflow-conversation": es.Conversation,
    "dialogflow": es.ConversationEvent,
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
    "studio-sip": ces.ToolCall,
}

# Calls as language models write them, which are no message of these libraries.
BARE = {"studio-bare", "studio-function-call-json-text", "studio-refused-parts", "studio-wrong-kinds"}


def error(kind, body):
    """The sentence with which Google's type refuses the body, or nothing."""
    message = kind.pb()()
    try:
        json_format.ParseDict(body, message)
    except json_format.ParseError as refused:
        return f"{kind.__name__}: {refused}"
    changed = list(differences(body, json_format.MessageToDict(message), ""))
    return f"{kind.__name__} has lost or changed {', '.join(changed)}" if changed else None


def differences(before, after, place):
    """Where the two differ, but for the spelling of keys and of times."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            yield from differences(value, after.get(key, after.get(camel(key), unset(value))), f"{place}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, (one, other) in enumerate(zip(before, after)):
            yield from differences(one, other, f"{place}[{at}]")
    elif before != after and not (place.endswith("Time") and before.replace(".000Z", "Z") == after):
        yield place


def camel(key):
    head, *tail = key.split("_")
    return head + "".join(word.capitalize() for word in tail)


def unset(value):
    """What is not printed is as it was made."""
    return type(value)() if isinstance(value, (bool, int, float, str)) else None


def conversations(bodies):
    """What the exported conversations have to show between them."""
    made = [es.Conversation.from_json(json.dumps(body)) for body in bodies]
    profiles = [one.conversation_profile for one in made if one.conversation_profile]
    stage, lifecycle = es.Conversation.ConversationStage, es.Conversation.LifecycleState
    checks = {
        "both stages": {one.conversation_stage for one in made} == {stage.VIRTUAL_AGENT_STAGE, stage.HUMAN_ASSIST_STAGE},
        "both lifecycle states": {one.lifecycle_state for one in made} == {lifecycle.IN_PROGRESS, lifecycle.COMPLETED},
        "an end where it is completed": all(bool(one.end_time) == (one.lifecycle_state == lifecycle.COMPLETED) for one in made),
        "a profile by its full name": bool(profiles) and all(map(es.ConversationProfilesClient.parse_conversation_profile_path, profiles)),
        "a phone number": any(one.phone_number.phone_number for one in made),
    }
    return {f"conversations show {what}": None if shown else "they do not" for what, shown in checks.items()}


def misplaced(kind, item):
    """What Google says in words of the two requests: who makes them, and what their id may be."""
    body = item["body"]
    if kind is es.Participant:
        return None if body["role"] == item["role"] else f"{body['role']} is not {item['role']}"
    named = body["requestId"]
    return None if named.isascii() and len(named) <= 36 and body["textInput"]["text"] else f"{named} is no request id"


def main(folder):
    answers = {}
    exported = {path.name: json.loads(path.read_text("utf-8")) for path in sorted((folder / "exported").glob("*.json"))}
    kinds = set(SIGNALS.values())
    for name, body in exported.items():
        checks = EXPORTED.get(name.split(".")[1], []) if body is not None else []
        for kind, wrapped in checks:
            kinds.add(kind)
            answers[f"exported/{name} as {kind.__name__}"] = error(kind, wrapped(body))
        if name.endswith("dialogflow-v2-participants.json"):
            for item in body["items"]:
                kind = PARTICIPANTS[item["kind"]]
                kinds.add(kind)
                wrong = error(kind, item["body"]) or misplaced(kind, item)
                answers[f"exported/{name}, {item['id']} as {kind.__name__}"] = wrong
    answers.update(conversations(body for name, body in exported.items() if "v2-conversation" in name))
    for path in sorted((folder / "reports").glob("dialogflow-*.json")):
        if not path.name.endswith(".out.json"):
            kind = REPORTS["dialogflow-conversation" if "-conversation-" in path.name else "dialogflow"]
            kinds.add(kind)
            body = json.loads(path.read_text("utf-8"))
            answers[f"reports/{path.name} as {kind.__name__}"] = error(kind, body)
    signals = {path.stem: path for path in (folder / "signals").glob("*.json") if ".out" not in path.name}
    for name, kind in SIGNALS.items():
        body = json.loads(signals[name].read_text("utf-8"))
        answers[f"signals/{name}.json as {kind.__name__}"] = error(kind, body)
    for name in set(signals) - set(SIGNALS) - BARE:
        if not name.startswith(("not-a-signal", "bot-framework")):
            answers[f"signals/{name}.json"] = "no type of Google's is named for it"
    for kind in kinds:
        answers[f"an unknown field of {kind.__name__}"] = None if error(kind, {"colour": "red"}) else "was accepted"
    answers["an unknown role"] = None if error(es.Participant, {"role": "BOT"}) else "was accepted"
    json.dump(answers, sys.stdout)


main(pathlib.Path(sys.argv[1]))
