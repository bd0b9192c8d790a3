/** What goes and what stays when somebody gives up the account; as `account.erase` does it. */
export const ERASURE: readonly { title: string; paragraphs: readonly string[] }[] = [
  {
    title: '注销后删除',
    paragraphs: [
      '微信与学号或工号的绑定，以及全部角色。',
      '消息、提醒记录和订阅设置。',
      '已结束诉求中留的电话。未结束的诉求，请在办结后注销，或先撤回。',
    ],
  },
  {
    title: '按规定保留',
    paragraphs: [
      '学校的师生名册：由学校人事、学籍部门管理，不因注销改变。',
      '诉求和答复、预约登记、签到记录：属于活动档案，用于督办、统计和核查。',
      '评价不记名，没有可以删除的个人记录。',
    ],
  },
  {
    title: '其他请求',
    paragraphs: [
      '查阅、保存和更正个人信息，在“我的”→“我的数据”办理。',
      '其他信息需要更正或删除，请联系活动办公室，由专人办理。',
    ],
  },
];
