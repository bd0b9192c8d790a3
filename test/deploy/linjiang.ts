/** A college as it fills in its file. */
export const linjiang = {
  name: '临江学院',
  hotline: { label: '校内热线', number: '' },
  contact: '活动办公室 010-00001234',
  appId: 'wx0123456789abcdef',
  envId: 'linjiang-1a2b3c',
  domains: { request: 'dialogue.linjiang.edu.cn', download: ['files.linjiang.edu.cn'], upload: [] },
};
