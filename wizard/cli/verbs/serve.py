"""The full-screen wizard in a web browser, for whoever has no good terminal.

It listens on this machine only, and lets in whoever opens the address it prints: the key in it
changes with every start. Each page gets a wizard of its own on the same folder. Ctrl+C ends it.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from socket import socket

from wizard.cli.call import CANCELLED, LACKING, Call
from wizard.cli.failures import refused

PORT = 8765
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def options(parser: ArgumentParser) -> None:
    """Add the arguments of this verb."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER",
                        help="the repository to work on (otherwise: where you stand)")  # fmt: skip
    parser.add_argument("--port", type=_port, default=PORT, metavar="N",
                        help=f"port to listen on, 0 for a free one (default: {PORT})")  # fmt: skip
    parser.add_argument("--open", action="store_true", help="open the page in your browser")
    parser.add_argument("--address", default="127.0.0.1", metavar="IP",
                        help="address to listen on, other than this machine's own only with "
                        "--let-others-in")  # fmt: skip
    parser.add_argument("--let-others-in", action="store_true",
                        help="allow an address that other machines reach: whoever has the printed "
                        "address can then write in the folder, and the traffic is not encrypted "
                        "unless a proxy with TLS stands before it")  # fmt: skip
    parser.add_argument("--public-url", metavar="URL",
                        help="where a proxy shows it: https://wizard.contoso.example")  # fmt: skip


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is no port, which is a number from 0 to 65535")


def run(call: Call) -> int:
    """Serve until interrupted."""
    start: Path = (call.args.folder or Path.cwd()).resolve()
    if not start.is_dir():
        raise refused(f"{start}: is no folder", "name a folder that exists")
    if call.args.address not in LOOPBACK and not call.args.let_others_in:
        raise refused(
            f"{call.args.address} can be reached from other machines, where whoever learns the "
            "address could write your files, over a connection that is not encrypted",
            "leave --address out, or say --let-others-in and put a proxy with TLS before it",
        )
    listening = _listen(call.args.address, call.args.port)
    with listening:
        return _serve(call, start, listening)


def _listen(address: str, port: int) -> socket:
    import socket as sockets

    family = sockets.AF_INET6 if ":" in address else sockets.AF_INET
    listening = sockets.socket(family, sockets.SOCK_STREAM)
    if sockets.has_ipv6 and family == sockets.AF_INET6:
        listening.setsockopt(sockets.IPPROTO_IPV6, sockets.IPV6_V6ONLY, 1)
    if hasattr(sockets, "SO_REUSEADDR") and not hasattr(sockets, "SO_EXCLUSIVEADDRUSE"):
        listening.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise refused(
            f"cannot listen on {address}, port {port}: {error}",
            "name another port with --port, or --port 0 for a free one",
            code=LACKING,
        ) from error
    return listening


def _serve(call: Call, start: Path, listening: socket) -> int:
    from wizard.tui.browser.server import BrowserServer

    server = BrowserServer(_arguments(call, start), listening, _public_url(call, listening))

    def ready() -> None:
        _say_where(call, start, server.address)
        if call.args.open:
            import webbrowser

            webbrowser.open(server.address)

    server.run(ready)
    return CANCELLED


def _say_where(call: Call, start: Path, address: str) -> None:
    import sys

    if call.console.as_json:
        call.console.document({"url": address, "folder": str(start)})
    else:
        call.console.line(f"the wizard on {start} is at")
        call.console.line(f"  {address}")
        call.console.hint("Ctrl+C ends it; what was not written is kept as a draft")
    sys.stdout.flush()


def _public_url(call: Call, listening: socket) -> str:
    if call.args.public_url:
        return str(call.args.public_url).rstrip("/")
    port = listening.getsockname()[1]
    address: str = call.args.address
    return f"http://{f'[{address}]' if ':' in address else address}:{port}"


def _arguments(call: Call, start: Path) -> list[str]:
    words = ["new", str(start)]
    if call.args.release:
        words += ["--release", call.args.release]
    for assignment in call.args.assignments:
        words += ["--set", assignment]
    return words
