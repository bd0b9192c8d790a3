// Keeps what it is given: timers and WeChat's events.
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async (event) => {
  const { OPENID = null } = cloud.getWXContext();
  await cloud
    .database()
    .collection('heard')
    .add({ data: { event, openid: OPENID, at: Date.now() } });
  return 'done';
};
