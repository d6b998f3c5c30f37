# SPDX-License-Identifier: MIT
"""Stands between a client and the hostile bus, and hangs file descriptors onto what the bus says,
which Node cannot do: fd-proxy.py LISTENING-SOCKET SOCKET-OF-THE-BUS. Ends with its stdin."""
import os
import socket
import sys
import threading

own, bus = sys.argv[1:]
nothing = os.open(os.devnull, os.O_RDONLY)


def forward(source, target, descriptors):
    count = 0
    try:
        while data := source.recv(65536):
            count += 1
            # None, one or several; libdbus takes them where a message says that it has some.
            socket.send_fds(target, [data], [nothing] * (count % 4 * descriptors))
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client):
    with client, socket.socket(socket.AF_UNIX) as upstream:
        try:
            upstream.connect(bus)
        except OSError:
            return
        asking = threading.Thread(target=forward, args=(client, upstream, 0))
        asking.start()
        forward(upstream, client, 1)
        asking.join()


with socket.socket(socket.AF_UNIX) as listener:
    listener.bind(own)
    listener.listen(1024)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print("listening", flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()
