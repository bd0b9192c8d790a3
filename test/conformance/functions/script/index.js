// Runs what a test sends as text, with the unmodified SDKs at hand: the tables of the suite hold real SDK calls.
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const db = cloud.database();
const part = (name) => async (answer) => (await answer)[name];
// The SDK's types do not say what a query answers; these do.
const parts = {
  data: part('data'),
  total: part('total'),
  stats: part('stats'),
  id: part('_id'),
  result: part('result'),
  fileList: part('fileList'),
  media: part('traceId'),
  buffer: async (answer) => (await answer).buffer.toString('base64'),
};
const tools = { ...parts, cloud, db, _: db.command, $: db.command.aggregate };
// Loaded when it is used: it costs a cold start as much again.
Object.defineProperty(tools, 'tcb', { enumerable: true, get: () => require('@cloudbase/node-sdk') });

exports.main = async (event, context) => {
  const { source, input } = event;
  const run = new Function(`return (${source})`)();
  try {
    return { value: await run(Object.assign(Object.create(tools), { context, event }), input) };
  } catch (error) {
    return {
      error: { code: error.errCode ?? error.code, message: error.errMsg ?? error.message ?? String(error) },
    };
  }
};
