"""Gives whoever asks the token that is in OUTLAY_TOKEN, as a virtual machine's endpoint for managed identities does; on loopback alone.

Prints the port, and ends when it is stopped.
"""
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Identity(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", "0"))
        self.rfile.read(length)
        in_an_hour = int(time.time()) + 3600
        body = json.dumps(
            {"access_token": os.environ["OUTLAY_TOKEN"], "token_type": "Bearer", "expires_in": "3600", "expires_on": str(in_an_hour)}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *unused):
        """Says nothing: what is asked for is a secret."""


server = HTTPServer(("127.0.0.1", 0), Identity)
print(server.server_port)
sys.stdout.flush()
server.serve_forever()
