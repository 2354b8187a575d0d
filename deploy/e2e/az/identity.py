"""Gives whoever asks the token that is in OUTLAY_TOKEN; on loopback alone.

Without arguments as a virtual machine's endpoint for managed identities does. With a certificate and its key as an identity provider does over TLS to a
program that signs in with a secret of its own: found by OpenID's discovery where az looks for the one of Azure Stack (AD FS).
Prints the port, and ends when it is stopped.
"""
import json
import os
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs


class Identity(BaseHTTPRequestHandler):
    def do_GET(self):
        base = f"https://localhost:{self.server.server_port}/adfs"
        if self.path != "/adfs/.well-known/openid-configuration":
            self.answer(404, {"error": "not_found"})
            return
        self.answer(200, {"issuer": base, "authorization_endpoint": f"{base}/oauth2/authorize", "token_endpoint": f"{base}/oauth2/token"})

    def do_POST(self):
        asked = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())
        if self.path == "/adfs/oauth2/token" and asked.get("client_secret") != ["right"]:
            self.answer(401, {"error": "invalid_client", "error_description": "The secret is not the right one."})
            return
        in_an_hour = int(time.time()) + 3600
        self.answer(
            200, {"access_token": os.environ["OUTLAY_TOKEN"], "token_type": "Bearer", "expires_in": "3600", "expires_on": str(in_an_hour)}
        )

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *unused):
        """Says nothing: what is asked for is a secret."""


server = HTTPServer(("127.0.0.1", 0), Identity)
if len(sys.argv) == 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port)
sys.stdout.flush()
server.serve_forever()
