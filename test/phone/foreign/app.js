global.startedAt = 'app';
App({});
