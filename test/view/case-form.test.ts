import { type AnonymousWay, caseFormView } from '../../miniprogram/pages/case-form/view';

const person = {
  id: 'p-lin',
  name: '林小满',
  number: '20240101',
  kind: 'student' as const,
  unit: '信息工程系',
  roles: [],
};
const bound = { person, unread: 0, optOut: [], templates: {} };
const stranger = { ...bound, person: null };
const way = (ready: number, resting = 0): AnonymousWay => ({ isByPass: true, stand: { ready, resting } });
const weixin: AnonymousWay = { isByPass: false, stand: { ready: 0, resting: 0 } };

test.each([
  ['without a domain: the weaker promise, and nothing in the way', bound, weixin, '无法由你自行验证', false],
  ['without a domain a stranger may as well', stranger, weixin, '无法由你自行验证', false],
  ['with a pass: how many are left', bound, way(3), '还有 3 张', false],
  ['with the last one', bound, way(1, 4), '还有 1 张', false],
  ['fetched today', bound, way(0, 4), '明天起能用', true],
  ['all spent, or never fetched', bound, way(0), '现在没有可用的匿名凭条', true],
  ['not bound', stranger, way(0), '请先绑定', true],
  ['not known who, without a network, but with a pass', null, way(2), '还有 2 张', false],
] as const)('%s', (_label, me, how, words, isInTheWay) => {
  const { identities, anonymousProblem, isByPass } = caseFormView(me, 'box', how);
  expect(identities.find(({ key }) => key === 'anonymous')?.hint).toContain(words);
  expect(anonymousProblem !== '').toBe(isInTheWay);
  expect(isByPass).toBe(how.isByPass);
});
