// Our own line icons, 24 × 24.
import SvgIcon, { type SvgIconProps } from '@mui/material/SvgIcon';

const LINES = {
  home: 'M4 11l8-7 8 7M6 9.5V20h4.5v-5.5h3V20H18V9.5',
  orders: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8M8 6l8 4',
  returns: 'M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10h-2',
  products: 'M12 3H5a2 2 0 0 0-2 2v7l9 9 9-9zM7.5 7.5h.01',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  phone: 'M6 3h3l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 2v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z',
  chat: 'M4 5h16v11H9l-5 4z',
  device: 'M4 5h16v10H4zM2 19h20',
  mobile: 'M7 3h10v18H7zM11 18h2',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.5-4 3.5-6 8-6s7.5 2 8 6',
  shop: 'M4 10v10h16V10M3 10l2-6h14l2 6M3 10a3 3 0 0 0 6 0 3 3 0 0 0 6 0 3 3 0 0 0 6 0M10 20v-5h4v5',
  offline: 'M3 3l18 18M8.5 8.5A8 8 0 0 0 4 11M12 8a12 12 0 0 1 8 3M7 14.5a7 7 0 0 1 5-2M12 19h.01',
  alert: 'M12 4L2.5 20h19zM12 10v5M12 17.5h.01',
  cross: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  truck:
    'M3 6h11v10H3zM14 10h4l3 3v3h-7M7.5 19a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM17.5 19a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  box: 'M4 8l2-4h12l2 4v12H4zM4 8h16M9 12h6',
  door: 'M6 21V3h12v18M3 21h18M14.5 12h.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  coins: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM14.5 8.5A5.5 5.5 0 1 1 9 17',
  shield: 'M12 3l8 3v5c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10V6z',
  exit: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
} as const;

export type IconName = keyof typeof LINES;

export function Icon({ name, ...rest }: { name: IconName } & SvgIconProps) {
  return (
    <SvgIcon aria-hidden {...rest}>
      <path
        d={LINES[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </SvgIcon>
  );
}
