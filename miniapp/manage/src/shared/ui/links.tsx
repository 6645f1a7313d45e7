// Links within the dashboard: every address says which shop it is about.
import Button, { type ButtonProps } from '@mui/material/Button';
import ButtonBase, { type ButtonBaseProps } from '@mui/material/ButtonBase';
import IconButton, { type IconButtonProps } from '@mui/material/IconButton';
import MuiLink, { type LinkProps } from '@mui/material/Link';
import NextLink from 'next/link';
import { slug } from '../session';

type To = { to: string };

/** The address of a page: `/order/?id=…` becomes `/order/?shop=…&id=…`. */
export function address(to: string): string {
  const [path, query] = to.split('?');
  return `${path}?shop=${slug}${query ? `&${query}` : ''}`;
}

export const TextLink = ({ to, ...rest }: To & LinkProps) => (
  <MuiLink component={NextLink} href={address(to)} {...rest} />
);

export const ButtonLink = ({ to, ...rest }: To & ButtonProps) => (
  <Button component={NextLink} href={address(to)} {...rest} />
);

export const IconLink = ({ to, ...rest }: To & IconButtonProps) => (
  <IconButton component={NextLink} href={address(to)} {...rest} />
);

/** A whole row or tile that leads somewhere. */
export const AreaLink = ({ to, ...rest }: To & ButtonBaseProps) => (
  <ButtonBase component={NextLink} href={address(to)} {...rest} />
);
