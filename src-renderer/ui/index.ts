/** What screens are made of. Screens reach the kit through here only. */
export {
  ActionIcon,
  Anchor,
  Badge,
  Box,
  Button,
  Checkbox,
  CloseButton,
  CopyButton,
  Divider,
  Group,
  Loader,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Popover,
  Progress,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Table,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
export { useDebouncedValue, useDisclosure, useElementSize, useHotkeys, useMediaQuery, useMergedRef } from '@mantine/hooks';
export { guardComposition, isComposing, isEnter } from './composing.ts';
export { argumentsOf, failureLine } from './failure-line.ts';
export type { Format } from './format.ts';
export { formatFor, useFormat } from './format.ts';
export { KindChip } from './kind-chip.tsx';
export type { State } from './marks.tsx';
export { AgeOf, Bar, Count, Kbd, Mono, StateMark, useNow } from './marks.tsx';
export { Screen, SplitView } from './screen.tsx';
export type { FailureText } from './states.tsx';
export { EmptyState, ErrorState, Notice, Skeleton, SkeletonRows, useFailureText, VisuallyHidden } from './states.tsx';
export type { Language, Text as Words } from './text.tsx';
export { TextProvider, useLanguage, useText } from './text.tsx';
export { Look } from './theme.tsx';
