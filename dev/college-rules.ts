import { demoCollege } from './college/college-file';
import type { PhoneRules } from './phone/rules';

/** What the college of the workbench has set at mp.weixin.qq.com: links that open the mini program. */
export const collegeRules: Pick<PhoneRules, 'links'> = {
  links: [
    { prefix: `https://${demoCollege().domains.request}/h/`, page: 'packages/dialogue/checkin/checkin' },
    { prefix: `https://${demoCollege().domains.request}/portal/book/`, page: 'pages/booking/booking' },
  ],
};
