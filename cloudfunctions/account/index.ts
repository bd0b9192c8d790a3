import { accountContract } from '../contract/account';
import { serve } from '../platform/call/dispatch';
import { attacked } from './attacked';
import { auditLog } from './audit-log';
import { bind } from './bind';
import { changeRule } from './change-rule';
import { consent } from './consent';
import { departmentList } from './department-list';
import { listDepartments } from './departments';
import { dissolveDepartment } from './dissolve-department';
import { erase } from './erase';
import { fetchPasses } from './fetch-passes';
import { grantRole } from './grant-role';
import { importRoster } from './import-roster';
import { me } from './me';
import { optOut } from './opt-out';
import { correctPhone, ownData } from './own-data';
import { listPeople } from './people';
import { release } from './release';
import { revokeRole } from './revoke-role';
import { rulebook } from './rulebook';
import { saveDepartment } from './save-department';
import { unbind } from './unbind';

export const main = serve(accountContract, {
  'account.me': me,
  'account.bind': bind,
  'account.unbind': unbind,
  'account.erase': erase,
  'account.consent': consent,
  'account.fetchPasses': fetchPasses,
  'account.optOut': optOut,
  'account.ownData': ownData,
  'account.correctPhone': correctPhone,
  'account.departments': listDepartments,
  'account.departmentList': departmentList,
  'account.saveDepartment': saveDepartment,
  'account.dissolveDepartment': dissolveDepartment,
  'account.release': release,
  'account.attacked': attacked,
  'account.importRoster': importRoster,
  'account.people': listPeople,
  'account.grantRole': grantRole,
  'account.revokeRole': revokeRole,
  'account.auditLog': auditLog,
  'account.rulebook': rulebook,
  'account.changeRule': changeRule,
});
