"""A stand-in for the sign-in server on this machine, with a certificate of its own."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from tests.azure.cli_folders import ADA, CONTOSO, ID, account, make_folder

CLIENT, SECRET, REFRESH = ID + "b1", "a made-up secret", "a made-up refresh token"
USER = {"name": CLIENT, "type": "servicePrincipal"}


class Entra:
    """``asked`` are the forms sent for tokens; ``refuse`` makes it answer with an error.

    Each token names its scope and number; it lives ``lifetime`` seconds.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.refuse = False
        self.lifetime = 3600
        self.hold = threading.Event()
        self.hold.set()
        self.reached = threading.Event()
        self.url = ""

    def answer(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The answer to a question for a token."""
        self.asked.append(form)
        self.reached.set()
        self.hold.wait(30)
        if self.refuse:
            told = "AADSTS7000215: Invalid client secret provided. Trace ID: 0 Timestamp: now"
            return 401, {"error": "invalid_client", "error_description": told}
        text = f"token {len(self.asked)} for {form['scope']}"
        return 200, {
            "token_type": "Bearer",
            "expires_in": self.lifetime,
            "access_token": text,
            **({"refresh_token": "a newer one"} if "refresh_token" in form else {}),
        }


@contextmanager
def running_entra(folder: Path) -> Iterator[Entra]:
    """The stand-in, running; its certificate stands in ``folder``."""
    entra = Entra()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tenant = self.path.split("/")[1]
            base = f"{entra.url}/{tenant}"
            self._send(200, {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            })  # fmt: skip

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(*entra.answer({**form, "path": self.path}))

        def _send(self, code: int, data: dict[str, Any]) -> None:
            body = json.dumps(data).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    entra.url = f"https://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield entra
    finally:
        entra.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()


def signed_in(folder: Path, entra: Entra, *, tenant: str = CONTOSO) -> Path:
    """A folder in which a service principal is signed in at the stand-in."""
    clouds = (
        f"[Own]\nprofile = latest\nendpoint_active_directory = {entra.url}\n"
        "endpoint_resource_manager = https://arm.contoso.example\n"
        "endpoint_active_directory_resource_id = https://arm.contoso.example\n"
    )
    config = (
        "[cloud]\nname = Own\n[core]\ninstance_discovery = false\nencrypt_token_cache = false\n"
    )
    entry = account(ID + "d1", "Dev", environmentName="Own", isDefault=True, user=USER)
    made = make_folder(folder, entry, config=config, clouds=clouds)
    secrets = [{"client_id": CLIENT, "tenant": tenant, "client_secret": SECRET}]
    (made / "service_principal_entries.json").write_text(json.dumps(secrets), encoding="utf-8")
    return made


def user_signed_in(folder: Path, entra: Entra) -> Path:
    """A folder in which a person is signed in at the stand-in, with a token to refresh."""
    from azure.cli.core.auth.constants import AZURE_CLI_CLIENT_ID

    made = signed_in(folder, entra)
    (made / "service_principal_entries.json").unlink()
    entry = account(ID + "d1", "Dev", environmentName="Own", isDefault=True)
    make_folder(made, entry)
    place = {"home_account_id": f"{ID}a2.{CONTOSO}", "environment": "127.0.0.1"}
    cache = {
        "Account": {"account": {
            **place, "realm": CONTOSO, "local_account_id": ID + "a2",
            "username": ADA["name"], "authority_type": "MSSTS",
        }},
        "RefreshToken": {"token": {
            **place, "credential_type": "RefreshToken", "secret": REFRESH,
            "client_id": AZURE_CLI_CLIENT_ID, "target": "https://arm.contoso.example/.default",
        }},
    }  # fmt: skip
    (made / "msal_token_cache.json").write_text(json.dumps(cache), encoding="utf-8")
    return made


def _certificate(folder: Path) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "stand-in.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path
