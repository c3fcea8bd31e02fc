export {
  goBack,
  goForward,
  navigate,
  openPerson,
  restartNavigation,
  type ScreenId,
  type ScreenParams,
  useNavigation,
  useParams,
} from './navigation.ts';
