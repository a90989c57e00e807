// Preloaded into a server that was not written for tests: it listens on 127.0.0.1, on a free port that it says, unless
// KEEP_PORT is set because the server writes its port into what it says of itself.
import net from 'node:net';

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  const done = rest.findLast((argument) => typeof argument === 'function');
  return listen.call(this, process.env.KEEP_PORT ? Number(port) : 0, '127.0.0.1', () => {
    console.log(`port ${this.address().port}`);
    done?.();
  });
};
