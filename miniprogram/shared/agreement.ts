/** Goes up with each change of the text that asks for a new consent. */
export const AGREEMENT_VERSION = 1;

/** The user agreement in plain words; the same as docs/domain.md and docs/anonymity.md say. */
export const AGREEMENT: readonly { title: string; paragraphs: readonly string[] }[] = [
  {
    title: '谁可以使用',
    paragraphs: [
      '所有人可以浏览公开内容。预约、签到、投票和实名诉求需要绑定，用学校名册中的学号或工号、姓名确认身份。',
      '一个微信绑定一位师生。请勿用他人的学号或工号绑定。',
    ],
  },
  {
    title: '收集哪些信息',
    paragraphs: [
      '绑定时：学号或工号、姓名、微信在本小程序中的编号。用于确认你是本校师生。',
      '预约和诉求：你填写的文字、图片，以及自愿填写的电话。用于安排座席、办理和答复。',
      '匿名诉求不保存微信编号；评价不记名。',
      '信息由学校保存，不提供给校外单位；文字和图片送微信做内容安全检查。',
    ],
  },
  {
    title: '发布内容',
    paragraphs: [
      '请如实反映情况，不侮辱他人，不泄露他人信息，不发布违法内容。',
      '内容公开前由活动办公室审核。不当内容不公开，已公开的可以撤下。',
      '公开页面下方可以举报不当内容，由活动办公室核实处理。',
    ],
  },
  {
    title: '你的权利',
    paragraphs: [
      '可以随时解除绑定，也可以在“我的”中注销账号并删除个人信息。',
      '对信息的查阅、更正和删除有疑问，请联系活动办公室。',
    ],
  },
];
