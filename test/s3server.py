# A real S3 server for tests: OpenStack Swift with its S3 face (Debian: python3-swift), all its parts in one process
# on this machine, nothing outside the folder given. Usage: s3server.py FOLDER PORT KEY SECRET (the key is test:KEY)
import ctypes
import os
import signal
import sys
from array import array

import eventlet

eventlet.monkey_patch()
from eventlet import listen, wsgi
from swift.common import storage_policy, utils
from swift.common.ring import RingData
from swift.common.wsgi import loadapp

# Whoever started it may be killed: then it goes too (PR_SET_PDEATHSIG).
ctypes.CDLL(None).prctl(1, signal.SIGKILL)

folder, port, key, secret = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
os.makedirs(f'{folder}/disk', exist_ok=True)


def written(name, text):
    path = f'{folder}/{name}.conf'
    with open(path, 'w') as conf:
        conf.write(text)
    return path


# Otherwise read from /etc/swift when the module is loaded.
utils.SWIFT_CONF_FILE = written('swift', '[swift-hash]\nswift_hash_path_suffix = test\n')
utils.validate_hash_conf()
storage_policy.reload_storage_policies()

# One disk keeps everything, once.
inner = {part: listen(('127.0.0.1', 0)) for part in ('account', 'container', 'object')}
for part, socket in inner.items():
    disk = {'id': 0, 'region': 1, 'zone': 1, 'weight': 1, 'device': 'disk'}
    disk.update(ip='127.0.0.1', port=socket.getsockname()[1])
    RingData([array('H', [0] * 16)], [disk], 28).save(f'{folder}/{part}.ring.gz')

usual = f'[DEFAULT]\nswift_dir = {folder}\ndevices = {folder}\nmount_check = false\n'
filters = ['catch_errors', 'gatekeeper', 'cache', 's3api', 'tempauth', 'bulk', 'slo', 'dlo']
# Buckets need a cache to ask, if only one that never answers: nobody's memcached is to remember them.
eggs = {'cache': 'memcache'}
options = {
    'cache': 'memcache_servers = 127.0.0.1:9',
    'tempauth': f'user_test_{key} = {secret} .admin',
}
face = '\n'.join(
    [usual, '[pipeline:main]', f'pipeline = {" ".join(filters)} proxy-server']
    + ['[app:proxy-server]', 'use = egg:swift#proxy', 'account_autocreate = true']
    + [f'[filter:{name}]\nuse = egg:swift#{eggs.get(name, name)}\n{options.get(name, "")}' for name in filters]
)


class Silence:
    def write(self, *_):
        pass

    def flush(self):
        pass


for part, socket in inner.items():
    app = loadapp(written(part, f'{usual}[app:main]\nuse = egg:swift#{part}\n'))
    eventlet.spawn(wsgi.server, socket, app, Silence())
proxy = loadapp(written('proxy', face))
outer = listen(('127.0.0.1', port))
print('ready', flush=True)
wsgi.server(outer, proxy, Silence())
