export {};

// The product's own pieces in the test's process, with the real SDK against the same local cloud: how a call that
// dies half way is played, and how a history of many steps stays quick. Imported before any piece of the product.
Object.assign(process.env, {
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  SCF_NAMESPACE: 'local',
  TCB_ENV: 'local',
});
