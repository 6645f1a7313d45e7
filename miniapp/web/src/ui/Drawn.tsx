// Small drawings for what is empty, gone or out of reach, in the shop's own colour.
import type { ComponentChildren } from 'preact';

export type Drawing =
  | 'basket'
  | 'box'
  | 'heart'
  | 'lens'
  | 'fog'
  | 'shelf'
  | 'map'
  | 'person'
  | 'plug'
  | 'waves'
  | 'gone';

const SPARKS = <path class="d-thin" d="M22 36v-8M18 32h8M98 26v-6M95 23h6M104 62v-6M101 59h6" />;

const DRAWN: Record<Drawing, ComponentChildren> = {
  basket: (
    <>
      <path class="d-fill" d="M26 52h68l-8 40a6 6 0 0 1-6 5H40a6 6 0 0 1-6-5z" />
      <path d="M26 52h68l-8 40a6 6 0 0 1-6 5H40a6 6 0 0 1-6-5zM42 52l12-24M78 52 66 28M48 64v20M60 64v20M72 64v20" />
    </>
  ),
  box: (
    <>
      <path class="d-fill" d="M24 46 60 30l36 16v38L60 100 24 84z" />
      <path d="M24 46 60 30l36 16v38L60 100 24 84zM24 46l36 16 36-16M60 62v38M42 38l36 16v12" />
    </>
  ),
  heart: (
    <>
      <path class="d-fill" d="M60 94S24 74 24 50a18 18 0 0 1 36-5 18 18 0 0 1 36 5c0 24-36 44-36 44z" />
      <path d="M60 94S24 74 24 50a18 18 0 0 1 36-5 18 18 0 0 1 36 5c0 24-36 44-36 44zM36 50a8 8 0 0 1 7-8" />
    </>
  ),
  lens: (
    <>
      <circle class="d-fill" cx="54" cy="54" r="26" />
      <path d="M54 28a26 26 0 1 1 0 52 26 26 0 0 1 0-52zM73 73l22 22M42 50a13 13 0 0 1 9-9" />
    </>
  ),
  fog: (
    <>
      <circle class="d-fill" cx="60" cy="52" r="22" />
      <path d="M60 30a22 22 0 0 1 20 31M40 61a22 22 0 0 1 6-25M24 72h58M36 84h62M30 96h40M92 72h6" />
    </>
  ),
  shelf: (
    <>
      <path class="d-fill" d="M34 42h16v22H34zM70 38h16v26H70zM48 76h26v18H48z" />
      <path d="M22 64h76M22 94h76M34 42h16v22H34zM70 38h16v26H70zM48 76h26v18H48zM28 94v8M92 94v8" />
    </>
  ),
  map: (
    <>
      <path class="d-fill" d="M24 40l24-10v58L24 98zM72 40l24-10v58L72 98z" />
      <path d="M24 40l24-10 24 10 24-10v58L72 98 48 88 24 98zM48 30v58M72 40v58M54 56l12 12M66 56 54 68" />
    </>
  ),
  person: (
    <>
      <circle class="d-fill" cx="60" cy="46" r="18" />
      <path d="M60 28a18 18 0 1 1 0 36 18 18 0 0 1 0-36zM26 98c2-18 16-26 34-26s32 8 34 26z" />
    </>
  ),
  plug: (
    <>
      <path class="d-fill" d="M44 50h32v14a16 16 0 0 1-32 0z" />
      <path d="M44 50h32v14a16 16 0 0 1-32 0zM52 50V34M68 50V34M60 80v8c0 8 8 10 14 10h8M92 40l8-6M94 52h8M92 64l7 5" />
    </>
  ),
  waves: (
    <>
      <path class="d-fill" d="M56 34v40l24-8z" />
      <path d="M56 26v48M56 34l24 32-24 8M40 74h44l-6 10H48zM18 92c8-6 14-6 22 0s14 6 22 0 14-6 22 0 12 6 18 2M30 104c8-5 12-5 18 0s12 5 18 0 10-5 18 0" />
    </>
  ),
  gone: (
    <>
      <path class="d-fill" d="M30 30h60v60H30z" />
      <path d="M30 30h60v60H30zM46 54v4M74 54v4M46 76c6-8 22-8 28 0" />
    </>
  ),
};

export function Drawn({ name }: { name: Drawing }) {
  return (
    <svg class="drawn" viewBox="0 0 120 120" width="132" height="132" aria-hidden="true">
      {SPARKS}
      {DRAWN[name]}
    </svg>
  );
}
