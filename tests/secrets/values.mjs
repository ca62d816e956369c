// The secrets that the person of this folder has, and that nothing may be written of.

export const TOKEN = 'Zk9fQ2x7Lm3VbT8sWq1YhR5d';
export const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
export const PASSWORD = 'h"unter2 & <co>';
export const CARD = '4929113344556677';
export const OTP = '839201';
export const CODE = '571944';
export const MARKED = 'QQ-123456-C';
export const POINTED = 'ring the blue bell';
export const PIN = '6174-6174';
export const MEMO = 'the owl flies at nine';
