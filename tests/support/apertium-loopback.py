#!/usr/bin/python3
"""Starts Debian's apertium-apy on 127.0.0.1 alone: it has no option for that and would listen everywhere.

Usage: apertium-loopback.py PORT_FILE PAIRS_FOLDER. The port is chosen by the system and written to PORT_FILE.
"""
import os
import sys

import tornado.netutil
import tornado.tcpserver

PORT_FILE, PAIRS = sys.argv[1], sys.argv[2]
bind_everywhere = tornado.netutil.bind_sockets


def bind_loopback(_port, address=None, *rest, **options):
    sockets = bind_everywhere(0, '127.0.0.1', *rest, **options)
    with open(PORT_FILE + '.new', 'w', encoding='ascii') as file:
        file.write(str(sockets[0].getsockname()[1]))
    os.rename(PORT_FILE + '.new', PORT_FILE)
    return sockets


tornado.netutil.bind_sockets = bind_loopback
tornado.tcpserver.bind_sockets = bind_loopback

# Read when the module is imported.
sys.argv = ['apertium-apy', PAIRS]

from apertium_apy.apy import main  # noqa: E402: only after the patches above

sys.exit(main())
