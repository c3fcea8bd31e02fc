import classes from './export-picture.module.css';
import type { ListSide } from './first-lists-model.ts';

/** Illustration of a vendor's export: three numbered screen positions. */
export const ExportPicture = ({ side, label }: { side: ListSide; label: string }) => (
  <svg className={classes.picture} viewBox="0 0 200 104" role="img" aria-label={label}>
    <rect className={classes.window} x="0.5" y="0.5" width="199" height="103" rx="5" />
    <path className={classes.edge} d="M0.5 19.5H199.5" />
    {side === 'neo-users' ? <Neo /> : <Amazon />}
  </svg>
);

/** Positions: the gear at the top, a menu line, a tile on the page. */
const Neo = () => (
  <>
    <path className={classes.edge} d="M58.5 19.5V103.5" />
    <Words x={10} y={7} width={38} />
    <rect className={classes.pressed} x="140" y="4" width="50" height="12" rx="3" />
    <Words x={10} y={28} width={36} />
    <rect className={classes.pressed} x="6" y="36" width="47" height="14" rx="3" />
    <Words x={10} y={56} width={30} />
    <Words x={10} y={68} width={34} />
    <rect className={classes.tile} x="68" y="30" width="56" height="26" rx="3" />
    <rect className={classes.tile} x="132" y="30" width="56" height="26" rx="3" />
    <rect className={classes.pressed} x="68" y="64" width="56" height="26" rx="3" />
    <rect className={classes.tile} x="132" y="64" width="56" height="26" rx="3" />
    <Place at={[165, 10]} number={1} />
    <Place at={[29, 43]} number={2} />
    <Place at={[96, 77]} number={3} />
  </>
);

/** Positions: the name at the top, the menu below it, a section of the settings. */
const Amazon = () => (
  <>
    <rect className={classes.tile} x="46" y="5" width="72" height="10" rx="3" />
    <Words x={10} y={7} width={28} />
    <rect className={classes.pressed} x="140" y="4" width="50" height="12" rx="3" />
    <rect className={classes.tile} x="10" y="34" width="50" height="56" rx="3" />
    <rect className={classes.pressed} x="68" y="34" width="50" height="56" rx="3" />
    <Words x={16} y={42} width={26} />
    <Words x={16} y={54} width={34} />
    <Words x={16} y={64} width={30} />
    <rect className={classes.menu} x="126" y="24" width="64" height="62" rx="3" />
    <Words x={133} y={32} width={40} />
    <rect className={classes.pressed} x="130" y="42" width="56" height="16" rx="3" />
    <Words x={133} y={66} width={32} />
    <Words x={133} y={76} width={44} />
    <Place at={[165, 10]} number={1} />
    <Place at={[158, 50]} number={2} />
    <Place at={[93, 62]} number={3} />
  </>
);

const Words = ({ x, y, width }: { x: number; y: number; width: number }) => (
  <rect className={classes.words} x={x} y={y} width={width} height="5" rx="2.5" />
);

const Place = ({ at: [x, y], number }: { at: readonly [number, number]; number: number }) => (
  <>
    <circle className={classes.dot} cx={x} cy={y} r="7.5" />
    <text className={classes.number} x={x} y={y + 3.6}>
      {number}
    </text>
  </>
);
