import { monthOf } from '../../cloudfunctions/core/rules/calendar';
import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { keySetFingerprint, readSlotKey } from '../../miniprogram/ballot/public-key';
import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import { seedPasses } from './keys';
import { guest, rosterFile, WHO } from './people';
import type { Stage } from './stage';
import { ScenePhone } from './wallet';

/** A month's passes, where the college has a domain. */
export async function livePasses(stage: Stage, pairs: readonly SlotKeyPair[]): Promise<void> {
  const month = monthOf(stage.cloud.clock.now());
  const passes = 4;
  const { publicKey } = await seedPasses(stage.cloud, month, passes, pairs);
  const keys = Array.from({ length: passes }, () => publicKey);
  const key = readSlotKey(0, publicKey);
  const keySet = keySetFingerprint(keys.map(() => key));
  const blinded = await new ScenePhone().blind(month, { keys, keySet });
  await stage.give(WHO.zhou, 'account.fetchPasses', { month, blinded });
}

/** Binding and parting, rights, departments, the rule book, the roster. */
export async function liveAccounts(stage: Stage): Promise<void> {
  const { newcomer, lin, admin, office, gao } = WHO;
  await stage.give(newcomer, 'account.bind', {
    number: '20260001',
    name: '陈新雨',
    agreement: AGREEMENT_VERSION,
  });
  await stage.give(lin, 'account.consent', { accepted: ['preview', 'survey_open'], rejected: ['results'] });
  await stage.give(gao, 'account.optOut', { kinds: ['results'] });
  await stage.give(admin, 'account.importRoster', { csv: rosterFile() });
  const grant = { personId: 'p-gao', grant: { role: 'observer' }, reason: '换届' } as const;
  await stage.give(admin, 'account.grantRole', grant);
  await stage.give(admin, 'account.revokeRole', grant);
  const saved = await stage.give(admin, 'account.saveDepartment', { name: '国际交流处', headName: '韩立' });
  const made = saved.departments.find(({ name }) => name === '国际交流处');
  await stage.give(admin, 'account.dissolveDepartment', {
    departmentId: made?.id ?? '',
    successorId: 'teaching',
    reason: '机构调整',
  });
  const { version, numbers } = await stage.give(admin, 'account.rulebook', {});
  const number = numbers.find(({ value, max }) => value < max);
  await stage.give(admin, 'account.changeRule', {
    version,
    change: { path: number?.path ?? '', value: (number?.value ?? 0) + 1 },
    reason: '试行一学期',
  });
  await stage.give(office, 'account.release', { number: '20241009', name: '来宾癸', reason: '换了手机' });
  await stage.give(guest(10), 'account.unbind', {});
  await stage.give(guest(11), 'account.erase', {});
}
