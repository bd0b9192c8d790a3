// A function without an SDK, for what is between the gateway and the process: time, memory, crashes, HTTP.
let calls = 0;

const acts = {
  echo: (event) => event,
  environment: () => process.env,
  count: () => {
    calls += 1;
    return calls;
  },
  now: () => ({
    now: Date.now(),
    // biome-ignore lint/complexity/useDateNow: the constructor is what the test is about
    date: Number(new Date()),
    isDate: new Date() instanceof Date,
    text: Date(),
  }),
  nothing: () => undefined,
  pid: () => process.pid,
  mark: () => {
    globalThis.mark = 1;
  },
  marks: () => globalThis.mark ?? 0,
  linger: () => {
    setTimeout(() => undefined, 60_000);
  },
  listen: () => {
    process.on('uncaughtException', () => undefined);
  },
  fail: () => {
    throw new RangeError('out of range');
  },
  crash: () => process.exit(3),
  sleep: () => new Promise((resolve) => setTimeout(resolve, 60_000)),
  grow: () => {
    const hoard = [];
    for (;;) hoard.push(new Array(100_000).fill(Math.random()));
  },
  place: () => ({
    folder: require('node:path').basename(process.cwd()),
    paths: process.env.NODE_PATH === process.cwd(),
    beside: require('beside'),
  }),
  leave: async (event) => {
    try {
      await fetch(`https://${event.host}/`);
      return 'reached';
    } catch (error) {
      return error.cause?.message ?? error.message;
    }
  },
  print: () => {
    console.log('to out');
    console.error('to err');
  },
};

exports.main = async (event) => {
  if (event.httpMethod) {
    if (event.path === '/json') return { plain: 'object' };
    if (event.path === '/size') return { statusCode: 201, body: `${event.body.length}` };
    if (event.path === '/text') return '四点对话';
    if (event.path === '/picture') {
      return {
        statusCode: 200,
        headers: { 'Content-Type': 'image/png' },
        body: 'iVBORw==',
        isBase64Encoded: true,
      };
    }
    if (event.path === '/crash') return acts.crash();
    const body = JSON.stringify({ event, env: process.env });
    return { statusCode: 201, headers: { 'Content-Type': 'application/json', 'X-Own': 'yes' }, body };
  }
  return acts[event.act](event);
};
