import { AGREEMENT } from '../../../shared/agreement';

Page({
  data: { phase: 'ready', sections: AGREEMENT },
});
