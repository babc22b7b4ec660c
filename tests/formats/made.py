"""Makes the signals and reports that we take in, with Google's own message types, in every spelling their libraries write.

Prints a JSON list: what was made, in which spelling, the payload, and what it asks of us. It says itself what each
message means and asks no code of ours. Reads nothing.
"""

import json
import sys

from google.cloud import ces_v1 as ces
from google.cloud import dialogflow_v2 as es
from google.cloud import dialogflow_v2beta1 as es_beta
from google.cloud import dialogflowcx_v3 as cx
from google.protobuf import json_format

TOOL = "projects/p/locations/l/apps/a/tools/end_session"
QUEUE = {"queue": "billing", "skills": ["de"], "priority": 2}

SPELLINGS = {
    "JSON's names": lambda message: json_format.MessageToDict(type(message).pb(message)),
    "the protocol's names": lambda message: json_format.MessageToDict(type(message).pb(message), preserving_proto_field_name=True),
    "every field": lambda message: json_format.MessageToDict(type(message).pb(message), always_print_fields_with_no_presence=True),
    "numbers for words": lambda message: json_format.MessageToDict(type(message).pb(message), use_integers_for_enums=True),
    "to_dict": lambda message: type(message).to_dict(message),
    "to_json": lambda message: json.loads(type(message).to_json(message)),
}


def cx_says(text):
    return cx.ResponseMessage(text=cx.ResponseMessage.Text(text=[text]))


def cx_handoff(metadata):
    return cx.ResponseMessage(live_agent_handoff=cx.ResponseMessage.LiveAgentHandoff(metadata=metadata))


CX_ENDS = cx.ResponseMessage(end_interaction=cx.ResponseMessage.EndInteraction())


def cx_answer(*messages):
    result = cx.QueryResult(text="A person", parameters={"order": "4711"}, response_messages=messages)
    return cx.DetectIntentResponse(response_id="r", query_result=result)


def es_answer(**flags):
    intent = es.Intent(name="projects/p/agent/intents/i", display_name="talk.to.human", **flags)
    return es.DetectIntentResponse(response_id="r", query_result=es.QueryResult(query_text="A person", intent=intent))


def es_reply(**content):
    return es.AnalyzeContentResponse(reply_text="One moment", automated_agent_reply=es.AutomatedAgentReply(**content))


def es_handoff(metadata):
    return es.ResponseMessage(live_agent_handoff=es.ResponseMessage.LiveAgentHandoff(metadata=metadata))


def end_session(escalated=True, **params):
    return {"reason": "refund", "session_escalated": escalated, "params": params}


def ends(arguments):
    return ces.EndSession(metadata=arguments)


def calls(arguments, **name):
    return ces.ToolCall(id="7", args=arguments, **name)


HANDOFF = end_session(ESCALATION_MESSAGE="One moment", LIVE_AGENT_HANDOFF={"endSession": False, **QUEUE})
FLAT = {"reason": "refund", "session_escalated": True, "ESCALATION_MESSAGE": "One moment", "LIVE_AGENT_HANDOFF": QUEUE}
PHONE = end_session(
    PHONE_GATEWAY_TRANSFER={"phoneNumber": "+15552420836", "useOriginatingTrunk": True},
    LIVE_AGENT_HANDOFF={"sipRefer": True, "uuiHeaders": ["a1b2;encoding=hex"], "xHeaders": {"X-Account": "42"}, **QUEUE},
)


def wants(source, metadata=QUEUE, **more):
    return {"source": source, "metadata": metadata, **more}


STUDIO = wants("agentStudio", says="One moment", reason="refund")
CALL = {"phoneNumber": "+15552420836", "sipUri": None, "useOriginatingTrunk": True}
OVER = {"ended": True}
NOTHING = {}

MADE = {
    "a message of CX": (cx_handoff(QUEUE), wants("dialogflowCx")),
    "a message of CX without metadata": (cx_handoff({}), wants("dialogflowCx", {})),
    "an answer of CX": (cx_answer(cx_says("One moment"), cx_handoff(QUEUE)), wants("dialogflowCx")),
    "an answer of CX that ends as well": (cx_answer(cx_handoff(QUEUE), CX_ENDS), wants("dialogflowCx")),
    "an answer of CX that ends": (cx_answer(cx_says("Bye"), CX_ENDS), OVER),
    "an answer of CX that goes on": (cx_answer(cx_says("Hello")), NOTHING),
    "a streamed answer of CX": (cx.StreamingDetectIntentResponse(detect_intent_response=cx_answer(cx_handoff(QUEUE))), wants("dialogflowCx")),
    "a webhook's answer to CX": (
        cx.WebhookResponse(fulfillment_response=cx.WebhookResponse.FulfillmentResponse(messages=[cx_handoff(QUEUE)])),
        wants("dialogflowCx"),
    ),
    "an answer of ES": (es_answer(live_agent_handoff=True), wants("dialogflowEs", {}, reason="talk.to.human")),
    "an answer of ES that ends": (es_answer(end_interaction=True), OVER),
    "an answer of ES that goes on": (es_answer(), NOTHING),
    "a webhook's answer to ES": (es_beta.WebhookResponse(live_agent_handoff=True), wants("dialogflowEs", {})),
    "a webhook's answer to ES that ends": (es_beta.WebhookResponse(end_interaction=True), OVER),
    "a webhook's answer to ES that goes on": (es_beta.WebhookResponse(fulfillment_text="Hello"), NOTHING),
    "a reply in a v2 conversation": (es_reply(response_messages=[es_handoff(QUEUE)]), wants("dialogflowCx")),
    "a reply of ES in a v2 conversation": (
        es_reply(detect_intent_response=es_answer(live_agent_handoff=True)),
        wants("dialogflowEs", {}, reason="talk.to.human"),
    ),
    "a reply in a v2 conversation that ends": (
        es_reply(response_messages=[es.ResponseMessage(end_interaction=es.ResponseMessage.EndInteraction())]),
        OVER,
    ),
    "a reply in a v2 conversation that goes on": (
        es_reply(response_messages=[es.ResponseMessage(text=es.ResponseMessage.Text(text=["Hello"]))]),
        NOTHING,
    ),
    "a streamed reply in a v2 conversation": (
        es.StreamingAnalyzeContentResponse(automated_agent_reply=es.AutomatedAgentReply(response_messages=[es_handoff(QUEUE)])),
        wants("dialogflowCx"),
    ),
    "a session of Agent Studio": (ces.RunSessionResponse(outputs=[ces.SessionOutput(text="Hm"), ces.SessionOutput(end_session=ends(HANDOFF), turn_completed=True)]), STUDIO),
    "a session of Agent Studio with flat keys": (ces.RunSessionResponse(outputs=[ces.SessionOutput(end_session=ends(FLAT))]), STUDIO),
    "a session of Agent Studio that goes on": (ces.RunSessionResponse(outputs=[ces.SessionOutput(text="Hello", turn_completed=True)]), NOTHING),
    "a session of Agent Studio that ends": (ces.RunSessionResponse(outputs=[ces.SessionOutput(end_session=ends(end_session(False)))]), OVER),
    "a streamed output of Agent Studio": (ces.BidiSessionServerMessage(session_output=ces.SessionOutput(end_session=ends(HANDOFF))), STUDIO),
    "a streamed end of Agent Studio": (ces.BidiSessionServerMessage(end_session=ends(HANDOFF)), STUDIO),
    "a tool call of Agent Studio": (ces.SessionOutput(tool_calls=ces.ToolCalls(tool_calls=[calls(HANDOFF, tool=TOOL)])), STUDIO),
    "a tool call of Agent Studio alone": (calls(HANDOFF, tool=TOOL), STUDIO),
    "a tool call of Agent Studio by its display name": (calls(HANDOFF, display_name="end_session"), STUDIO),
    "a tool call of Agent Studio in a message": (ces.Message(role="agent", chunks=[ces.Chunk(text="Hm"), ces.Chunk(tool_call=calls(HANDOFF, tool=TOOL))]), STUDIO),
    "another tool call of Agent Studio": (calls({"city": "Berlin"}, tool=TOOL.replace("end_session", "weather")), NOTHING),
    "a phone call of Agent Studio": (
        ces.SessionOutput(end_session=ends(PHONE)),
        wants("agentStudio", reason="refund", transfer=CALL, headers={"X-Account": "42"}),
    ),
}

EVENT = es.ConversationEvent.Type
LIFECYCLE, STAGE = es.Conversation.LifecycleState, es.Conversation.ConversationStage


def event(kind, **more):
    return es.ConversationEvent(conversation="projects/p/conversations/c", type_=kind, **more)


def message(role, content):
    return es.Message(name="projects/p/conversations/c/messages/m", content=content, participant_role=role)


def conversation(lifecycle, stage):
    return es.Conversation(name="projects/p/conversations/c", lifecycle_state=lifecycle, conversation_stage=stage)


MADE["an event that a human is needed"] = (event(EVENT.HUMAN_INTERVENTION_NEEDED), wants("dialogflowEs", {}))

# What is told of a handover that is under way, and what has become of it.
TOLD = {
    "the start of a conversation": (event(EVENT.CONVERSATION_STARTED), {"status": "queue"}),
    "a human who is still needed": (event(EVENT.HUMAN_INTERVENTION_NEEDED), {"status": "queue"}),
    "a message of the agent": (event(EVENT.NEW_MESSAGE, new_message_payload=message(es.Participant.Role.HUMAN_AGENT, "Hello")), {"status": "active", "says": "Hello"}),
    "a message of the bot": (event(EVENT.NEW_MESSAGE, new_message_payload=message(es.Participant.Role.AUTOMATED_AGENT, "Hello")), {"status": "queue"}),
    "a message of the visitor": (event(EVENT.NEW_MESSAGE, new_message_payload=message(es.Participant.Role.END_USER, "Hello")), {"status": "queue"}),
    "an end": (event(EVENT.CONVERSATION_FINISHED), {"status": "completed"}),
    "an error": (event(EVENT.UNRECOVERABLE_ERROR, error_status={"code": 13, "message": "It broke"}), {"status": "error", "error": "It broke"}),
    "a conversation that a human has": (conversation(LIFECYCLE.IN_PROGRESS, STAGE.HUMAN_ASSIST_STAGE), {"status": "queue"}),
    "a conversation that a bot has": (conversation(LIFECYCLE.IN_PROGRESS, STAGE.VIRTUAL_AGENT_STAGE), {"status": "queue"}),
    "a conversation that is over": (conversation(LIFECYCLE.COMPLETED, STAGE.HUMAN_ASSIST_STAGE), {"status": "completed"}),
}

json.dump(
    [
        {"name": name, "spelling": spelling, "payload": write(message), what: wanted}
        for what, all_of_them in (("wants", MADE), ("becomes", TOLD))
        for name, (message, wanted) in all_of_them.items()
        for spelling, write in SPELLINGS.items()
    ],
    sys.stdout,
)
