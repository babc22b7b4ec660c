"""Makes the signatures that `signatures.test.mjs` knows the answers of: `python3 make.py > vectors.json`.

HMAC and CRC-32 are Python's own, RS256 is OpenSSL's, by its command; no code of ours has a part in it. The key for
RS256 is made anew each time, and only its public half is kept. RingCentral's vector is not made but published.
"""

import base64
import hashlib
import hmac
import json
import subprocess
import tempfile
import zlib

NOW = 1767000000
# What a body may hold: letters of other alphabets, escapes, spaces at odd places, a line's end at the end.
CONTENT = 'Größe: „42“ 🙂 \\u00fc\\/ \\"ok\\"'
CHATWOOT = '{"event":"message_created", "id":9001,"content":"%s","message_type":"outgoing","conversation":{"id":42}}\n' % CONTENT
GENESYS = '{"id":"a7c1","channel":{"to":{"id":"user-77"}}, "type":"Text","text":"%s","direction":"Outbound"}' % CONTENT
EIGHT = '{"eventType":"MESSAGE","conversationId":"C1","timestamp":1767000061000,"data":{"isEcho":false,"text":"%s"}}' % CONTENT


def mac(secret, content, digest):
    return hmac.new(secret.encode(), content.encode(), digest).digest()


def base64url(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def openssl(*arguments, given=None):
    return subprocess.run(["openssl", *arguments], input=given, check=True, capture_output=True).stdout


def rsa():
    """A detached JWS over the payload as it stands, and the key that checks it."""
    facts = {"checksum": zlib.crc32(EIGHT.encode()), "cid": "acme", "eid": "g4nqGuj8TpCa6tiZ3DeeNw", "retry": 1, "tid": "acme-01", "tt": NOW * 1000 + 296}
    payload = json.dumps(facts, separators=(",", ":"))
    with tempfile.NamedTemporaryFile() as key:
        openssl("genrsa", "-out", key.name, "2048")
        modulus = openssl("rsa", "-in", key.name, "-noout", "-modulus").decode().strip().removeprefix("Modulus=")
        jwk = {"kty": "RSA", "n": base64url(bytes.fromhex(modulus)), "e": "AQAB"}

        def signed(head, content):
            begin = base64url(json.dumps(head, separators=(",", ":")).encode())
            return f"{begin}..{base64url(openssl('dgst', '-sha256', '-sign', key.name, given=f'{begin}.{content}'.encode()))}"

        head = {"b64": False, "crit": ["b64"], "kid": "key1", "alg": "RS256"}
        good = signed(head, payload)
        # Each is signed as it says, with the right key, and is still not to be trusted.
        wrong = {
            "of another checksum": signed(head, payload.replace(str(facts["checksum"]), "1411811814")),
            "with its keys in another order": signed(head, json.dumps(dict(reversed(facts.items())), separators=(",", ":"))),
            "with spaces": signed(head, json.dumps(facts)),
            "with a demand nobody knows": signed({**head, "crit": ["b64", "exp"]}, payload),
            "of another algorithm": signed({**head, "alg": "RS512"}, payload),
        }
    headers = {
        "x-8x8-customer-id": facts["cid"], "x-8x8-event-id": facts["eid"], "x-8x8-retry": str(facts["retry"]),
        "x-8x8-tenant-id": facts["tid"], "x-8x8-transmission-time": str(facts["tt"]),
    }
    return {"secret": jwk, "body": EIGHT, "headers": {**headers, "x-8x8-signature": good}, "wrong": wrong}


VECTORS = {
    "ringCentral": {
        "origin": "https://github.com/ringcentral/engage-digital-api-docs, docs/sdks/source-sdk/request-response.md",
        "secret": "3YJZzqMJ5Ec7i2JGvnt8TgvleD7dtpwpmag4S6MuRA2GQdfvV4STIsxDRJ4fEjO8",
        "body": '{"action":"implementation.info","time":"2012-10-01T17:18:40Z"}',
        "headers": {"x-smccsdk-signature": "826b61e7939505b2e773ef43a2aad53ec0385dd9d783fbd1c8fea00d0e2a3e2fb0ae0a5b2eb342356b61c41b5f19baec4c1f7e7e37a5b486fe9b593942017ff9"},
    },
    "chatwoot": {
        "origin": "Python: hmac(sha256, secret, '{timestamp}.{body}'), in hexadecimal digits",
        "secret": "chatwoot-wörd",
        "body": CHATWOOT,
        "headers": {"x-chatwoot-timestamp": str(NOW), "x-chatwoot-signature": "sha256=" + mac("chatwoot-wörd", f"{NOW}.{CHATWOOT}", hashlib.sha256).hex()},
    },
    "genesysOpenMessaging": {
        "origin": "Python: hmac(sha256, secret, body), in base 64",
        "secret": "genesys-wörd",
        "body": GENESYS,
        "headers": {"x-hub-signature-256": "sha256=" + base64.b64encode(mac("genesys-wörd", GENESYS, hashlib.sha256)).decode()},
    },
    "eightByEight": {"origin": "OpenSSL: dgst -sha256 -sign, over '{head}.{payload}'; Python: crc32 of the body", **rsa()},
}

print(json.dumps({"now": NOW * 1000, "vectors": VECTORS}, indent=1, ensure_ascii=False))
