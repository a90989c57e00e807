// Preloaded into a server that was not written for tests: it listens on a free port of 127.0.0.1, and says which.
import net from 'node:net';

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (_port, ...rest) {
  const done = rest.findLast((argument) => typeof argument === 'function');
  return listen.call(this, 0, '127.0.0.1', () => {
    console.log(`port ${this.address().port}`);
    done?.();
  });
};
