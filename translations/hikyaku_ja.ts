<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>app::CommonOptions</name>
    <message>
        <source>Use the profile in &lt;folder&gt;: accounts, mail, trust list.</source>
        <translation>&lt;folder&gt; にあるプロファイル（アカウント、メール、信頼リスト）を使います。</translation>
    </message>
    <message>
        <source>Language: ja or en. Default: the system&apos;s.</source>
        <translation>言語: ja または en。省略時はシステムの言語です。</translation>
    </message>
    <message>
        <source>Also trust the certificate authorities in &lt;file&gt; (PEM). May be given more than once.</source>
        <translation>&lt;file&gt;（PEM）にある認証局も信頼します。繰り返し指定できます。</translation>
    </message>
    <message>
        <source>Connect to another address: host:port=host2:port2. The certificate is still checked for host. May be given more than once.</source>
        <translation>別のアドレスに接続します: host:port=host2:port2。証明書は host のものとして確認します。繰り返し指定できます。</translation>
    </message>
</context>
<context>
    <name>app::Program</name>
    <message>
        <source>Reads and writes mail.</source>
        <translation>メールを読み書きします。</translation>
    </message>
    <message>
        <source>Colours: light, dark or system (the default).</source>
        <translation>配色: light（明るい）、dark（暗い）、system（システムに合わせる。省略時）。</translation>
    </message>
    <message>
        <source>--theme is light, dark or system, not %1.</source>
        <translation>--theme には light、dark、system のどれかを指定してください（指定された値: %1）。</translation>
    </message>
</context>
<context>
    <name>ctl::AccountCommand</name>
    <message>
        <source>The account %1 is added.</source>
        <translation>アカウント「%1」を追加しました。</translation>
    </message>
    <message>
        <source>The account %1 is changed.</source>
        <translation>アカウント「%1」を変更しました。</translation>
    </message>
    <message>
        <source>The account %1 is removed.</source>
        <translation>アカウント「%1」を削除しました。</translation>
    </message>
    <message>
        <source>account add FILE, list, edit NAME FILE, or remove NAME</source>
        <translation>account の使い方は add FILE、list、edit NAME FILE、remove NAME です</translation>
    </message>
    <message>
        <source>Accounts by hand; - reads standard input.</source>
        <translation>アカウントを手動で設定します。- で標準入力から読みます。</translation>
    </message>
    <message>
        <source>With remove: erase its mail from this computer, too.</source>
        <translation>remove のとき、このコンピューターに保存したメールも消去します。</translation>
    </message>
    <message>
        <source>the certificate</source>
        <translation>証明書</translation>
    </message>
</context>
<context>
    <name>ctl::ActionCommand</name>
    <message>
        <source>name at least one message</source>
        <translation>メールを1通以上指定してください</translation>
    </message>
    <message>
        <source>Changed here; the server hears of it with the next sync.</source>
        <translation>このコンピューターで変更しました。サーバーには次の同期で反映されます。</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>変更しました。</translation>
    </message>
    <message>
        <source>The server refused it, or a part of it; what it did not do is taken back here.</source>
        <translation>サーバーが全部または一部を拒否しました。実行されなかった分は、ここでも元に戻しました。</translation>
    </message>
</context>
<context>
    <name>ctl::DeleteCommand</name>
    <message>
        <source>Trash</source>
        <translation>ごみ箱</translation>
    </message>
    <message>
        <source>messages are deleted within one account</source>
        <translation>一度に削除できるのは1つのアカウントのメールだけです</translation>
    </message>
    <message>
        <source>Move messages to the Trash.</source>
        <translation>メールをごみ箱に移動します。</translation>
    </message>
    <message>
        <source>Deleted here. For 10 seconds &quot;hikyakuctl undo&quot; takes it back; then the server hears of it, or at once with &quot;hikyakuctl sync&quot;.</source>
        <translation>ここでは削除しました。10秒以内なら「hikyakuctl undo」で取り消せます。その後サーバーに反映します。「hikyakuctl sync」ならすぐに反映します。</translation>
    </message>
    <message>
        <source>what is in the Trash is only deleted with --for-good</source>
        <translation>ごみ箱にあるメールは --for-good を付けたときだけ削除できます</translation>
    </message>
    <message>
        <source>Delete them from the server instead; held back for 10 seconds.</source>
        <translation>ごみ箱に移さず、サーバーから完全に削除します（10秒待ってから実行）。</translation>
    </message>
</context>
<context>
    <name>ctl::DirectoryCommand</name>
    <message>
        <source>no account has a directory</source>
        <translation>ディレクトリを設定したアカウントがありません</translation>
    </message>
    <message>
        <source>There are more; say more of the name.</source>
        <translation>ほかにも見つかりました。名前をもう少し詳しく指定してください。</translation>
    </message>
    <message>
        <source>People in the directories of the accounts.</source>
        <translation>アカウントのディレクトリで人を探します。</translation>
    </message>
    <message>
        <source>Only the directory of the account &lt;name&gt;.</source>
        <translation>アカウント &lt;name&gt; のディレクトリだけを探します。</translation>
    </message>
    <message>
        <source>At most &lt;n&gt; people of each; 20 without it.</source>
        <translation>それぞれ最大 &lt;n&gt; 人。省略すると20人です。</translation>
    </message>
</context>
<context>
    <name>ctl::Doctor</name>
    <message>
        <source>Answers.</source>
        <translation>応答しています。</translation>
    </message>
    <message>
        <source>Answers; its certificate does not verify.</source>
        <translation>応答していますが、証明書を検証できません。</translation>
    </message>
    <message>
        <source>You accepted it.</source>
        <translation>この証明書は受け入れ済みです。</translation>
    </message>
    <message>
        <source>Answers; its certificate is valid until %1.</source>
        <translation>応答しています。証明書の有効期限は %1 です。</translation>
    </message>
    <message>
        <source>Ask your provider to renew it.</source>
        <translation>プロバイダーに更新を依頼してください。</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>サインインできました。</translation>
    </message>
    <message>
        <source>Quit Hikyaku, then run &quot;hikyakuctl doctor --recover&quot;: it keeps the damaged file and saves what can be read.</source>
        <translation>Hikyakuを終了してから「hikyakuctl doctor --recover」を実行してください。壊れたファイルは残したまま、読み取れるものを救い出します。</translation>
    </message>
    <message>
        <source>Say what is wrong, and what to do about it.</source>
        <translation>問題がないかを調べ、あればどうすればよいかを表示します。</translation>
    </message>
    <message>
        <source>Read every page of the stores and every message, too.</source>
        <translation>保存ファイルのすべてのページと、すべてのメールも読み取って調べます。</translation>
    </message>
    <message>
        <source>Make a damaged journal.db anew from what can be read and its copy; Hikyaku must not run.</source>
        <translation>壊れた journal.db を、読み取れるものと控えから作り直します。Hikyakuを終了してから実行してください。</translation>
    </message>
    <message>
        <source>Write the messages that servers have lost into &lt;folder&gt;.</source>
        <translation>サーバーから消えたメールを &lt;folder&gt; に書き出します。</translation>
    </message>
    <message>
        <source>Others can read it.</source>
        <translation>他の人が読み取れる状態です。</translation>
    </message>
    <message>
        <source>chmod %1 %2</source>
        <translation>chmod %1 %2 を実行してください</translation>
    </message>
    <message>
        <source>It cannot be written.</source>
        <translation>書き込めません。</translation>
    </message>
    <message>
        <source>Give yourself the right to write it; until then mail can only be read.</source>
        <translation>書き込めるように権限を変更してください。それまで、メールは読むことしかできません。</translation>
    </message>
    <message>
        <source>Only yours.</source>
        <translation>自分だけが使えます。</translation>
    </message>
    <message>
        <source>Only yours; %1.</source>
        <translation>自分だけが使えます（%1）。</translation>
    </message>
    <message>
        <source>%1 free.</source>
        <translation>空きは %1 です。</translation>
    </message>
    <message>
        <source>Make room: on a full disk nothing can be received, sent or kept.</source>
        <translation>空きを増やしてください。ディスクがいっぱいになると、受信も送信も保存もできません。</translation>
    </message>
    <message>
        <source>None is running.</source>
        <translation>動いていません。</translation>
    </message>
    <message>
        <source>Running, process %1.</source>
        <translation>動いています（プロセス %1）。</translation>
    </message>
    <message>
        <source>The last one did not end well.</source>
        <translation>前回は正常に終了していません。</translation>
    </message>
    <message>
        <source>Nothing: the next one looks closely.</source>
        <translation>何もする必要はありません。次回の起動時に詳しく調べます。</translation>
    </message>
    <message>
        <source>There.</source>
        <translation>あります。</translation>
    </message>
    <message>
        <source>Missing.</source>
        <translation>ありません。</translation>
    </message>
    <message>
        <source>An entry was written, read and removed.</source>
        <translation>書き込み、読み取り、削除ができました。</translation>
    </message>
    <message>
        <source>It cannot be used: %1</source>
        <translation>使えません: %1</translation>
    </message>
    <message>
        <source>It cannot be started: %1</source>
        <translation>起動できません: %1</translation>
    </message>
    <message>
        <source>Install Hikyaku once more.</source>
        <translation>Hikyakuをもう一度インストールしてください。</translation>
    </message>
    <message>
        <source>Version %1.</source>
        <translation>バージョン %1 です。</translation>
    </message>
    <message>
        <source>It is version %1, and this program %2.</source>
        <translation>これはバージョン %1 ですが、このプログラムは %2 です。</translation>
    </message>
    <message>
        <source>Install the SQLite driver of Qt 6 (libqt6sql6-sqlite).</source>
        <translation>Qt 6のSQLiteドライバー（libqt6sql6-sqlite）をインストールしてください。</translation>
    </message>
    <message>
        <source>Install the TLS plug-in of Qt 6 (qt6-base, openssl).</source>
        <translation>Qt 6のTLSプラグイン（qt6-base、openssl）をインストールしてください。</translation>
    </message>
    <message>
        <source>Install the plug-ins of QCA (libqca-qt6-plugins): without them not every sign-in works.</source>
        <translation>QCAのプラグイン（libqca-qt6-plugins）をインストールしてください。ないと、一部の方法でサインインできません。</translation>
    </message>
    <message>
        <source>Install libsasl2-modules.</source>
        <translation>libsasl2-modules をインストールしてください。</translation>
    </message>
    <message>
        <source>Not there yet; setup makes it.</source>
        <translation>まだありません。setup で作られます。</translation>
    </message>
    <message>
        <source>Nothing: at its next start the engine sets it aside and fetches from the servers what is missing.</source>
        <translation>何もする必要はありません。次回の起動時に別名で残し、足りないものをサーバーから取り直します。</translation>
    </message>
    <message>
        <source>Damaged: %1</source>
        <translation>壊れています: %1</translation>
    </message>
    <message>
        <source>%1 of %2 entries are damaged.</source>
        <translation>%2 件のうち %1 件が壊れています。</translation>
    </message>
    <message>
        <source>Sound; %1 entries read.</source>
        <translation>正常です。%1 件を読み取りました。</translation>
    </message>
    <message>
        <source>Nothing: they are fetched again when you open them.</source>
        <translation>何もする必要はありません。開いたときに取り直します。</translation>
    </message>
    <message>
        <source>Damage was met in it.</source>
        <translation>壊れた箇所が見つかっています。</translation>
    </message>
    <message>
        <source>Was damaged and set aside.</source>
        <translation>壊れていたため、別名で残したファイルです。</translation>
    </message>
    <message>
        <source>Delete it when you miss nothing.</source>
        <translation>なくなったものがなければ、削除してかまいません。</translation>
    </message>
    <message>
        <source>Copy of the accounts, drafts and Outbox, of %1.</source>
        <translation>アカウント、下書き、送信トレイの控えです（%1）。</translation>
    </message>
    <message>
        <source>%1 wait for the server, %2 were refused.</source>
        <translation>サーバーへの反映を待っている変更が %1 件、拒否された変更が %2 件あります。</translation>
    </message>
    <message>
        <source>Run &quot;hikyakuctl sync&quot;.</source>
        <translation>「hikyakuctl sync」を実行してください。</translation>
    </message>
    <message>
        <source>Look at &quot;hikyakuctl outbox&quot; and decide.</source>
        <translation>「hikyakuctl outbox」で確かめて、どうするかを決めてください。</translation>
    </message>
    <message>
        <source>%1 messages that the server no longer has; kept here for 30 days.</source>
        <translation>サーバーから消えたメールが %1 通あります。ここでは30日間保管します。</translation>
    </message>
    <message>
        <source>Write them into a folder with &quot;hikyakuctl doctor --rescue DIR&quot;.</source>
        <translation>「hikyakuctl doctor --rescue フォルダー」で書き出せます。</translation>
    </message>
    <message>
        <source>Hikyaku is running.</source>
        <translation>Hikyakuが動いています。</translation>
    </message>
    <message>
        <source>Quit Hikyaku, then try again.</source>
        <translation>Hikyakuを終了してから、もう一度実行してください。</translation>
    </message>
    <message>
        <source>It is sound; nothing was done.</source>
        <translation>正常です。何も変更していません。</translation>
    </message>
    <message>
        <source>Made anew with %1 accounts, %2 drafts, %3 messages of the Outbox and %4 changes; %5 of them from the copy. The damaged file is %6.</source>
        <translation>作り直しました。アカウント %1 件、下書き %2 件、送信トレイのメール %3 通、変更 %4 件です（うち %5 件は控えから）。壊れたファイルは %6 に残しています。</translation>
    </message>
    <message>
        <source>Look through your drafts and the Outbox: what was to be sent may have been sent, and is not sent again by itself.</source>
        <translation>下書きと送信トレイを確かめてください。送信待ちだったメールはすでに送信された可能性があるため、自動では送信しません。</translation>
    </message>
    <message>
        <source>It cannot be written: %1</source>
        <translation>書き込めません: %1</translation>
    </message>
    <message>
        <source>Its bytes are damaged.</source>
        <translation>内容が壊れています。</translation>
    </message>
    <message>
        <source>%1 messages written.</source>
        <translation>%1 通を書き出しました。</translation>
    </message>
    <message>
        <source>Sends without signing in.</source>
        <translation>サインインなしで送信できます。</translation>
    </message>
    <message>
        <source>Signed in for sending.</source>
        <translation>送信サーバーにサインインできました。</translation>
    </message>
    <message>
        <source>Connects directly, without a proxy.</source>
        <translation>プロキシを使わず直接接続します。</translation>
    </message>
    <message>
        <source>Connects through the SOCKS5 proxy %1.</source>
        <translation>SOCKS5 プロキシ %1 を経由して接続します。</translation>
    </message>
    <message>
        <source>Connects through the HTTP proxy %1.</source>
        <translation>HTTP プロキシ %1 を経由して接続します。</translation>
    </message>
    <message>
        <source>The certificate “%1” of the account is valid until %2.</source>
        <translation>アカウントの証明書「%1」の有効期間は %2 までです。</translation>
    </message>
    <message>
        <source>Ask the people who run your network for a new one.</source>
        <translation>ネットワークの管理者に新しい証明書を依頼してください。</translation>
    </message>
    <message>
        <source>%1 may use TLS 1.0 and 1.1, which can be broken.</source>
        <translation>%1 で、解読のおそれがある TLS 1.0 と 1.1 を許可しています。</translation>
    </message>
    <message>
        <source>Take it out of &quot;oldTls&quot; as soon as the server knows TLS 1.2.</source>
        <translation>サーバーが TLS 1.2 に対応したら、&quot;oldTls&quot; からすぐに外してください。</translation>
    </message>
    <message>
        <source>Unlock it, or install one (gnome-keyring, KWallet). Without one the password is asked for at each start, or kept in an encrypted file: in the window under Settings, On this computer.</source>
        <translation>ロックを解除するか、インストールしてください（gnome-keyring、KWallet）。ないときは、起動のたびにパスワードを尋ねるか、暗号化したファイルに保存します（ウィンドウの「設定」の「このコンピューター」）。</translation>
    </message>
    <message>
        <source>It was made by %1, which is between you and the server and can read everything.</source>
        <translation>発行元は%1です。サーバーとの間に入っていて、通信の内容をすべて読めます。</translation>
    </message>
    <message>
        <source>If you did not expect this, ask the people who run your computer or network.</source>
        <translation>心当たりがないときは、コンピューターまたはネットワークの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>The directory answers.</source>
        <translation>ディレクトリが応答しました。</translation>
    </message>
    <message>
        <source>The directory was not asked: its password is not kept on this computer.</source>
        <translation>パスワードがこのコンピューターに保存されていないため、ディレクトリには接続していません。</translation>
    </message>
    <message>
        <source>Run this in a terminal, where it can be typed.</source>
        <translation>端末で実行すると、パスワードを入力できます。</translation>
    </message>
</context>
<context>
    <name>ctl::ErrorWords</name>
    <message>
        <source>There is no network.</source>
        <translation>ネットワークに接続されていません。</translation>
    </message>
    <message>
        <source>There is no server named %1.</source>
        <translation>サーバー %1 が見つかりません。</translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation>%1 に接続できません。</translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation>%1 との接続が切れました。</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 から時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>%1 does not speak TLS, or only a version that is no longer safe.</source>
        <translation>%1 は TLS に対応していないか、安全でない古いバージョンにしか対応していません。</translation>
    </message>
    <message>
        <source>%1 does not offer encryption (STARTTLS). Nothing was sent.</source>
        <translation>%1 は暗号化（STARTTLS）に対応していません。何も送っていません。</translation>
    </message>
    <message>
        <source>The certificate of %1 cannot be verified. Nothing was sent.</source>
        <translation>%1 の証明書を確認できません。何も送っていません。</translation>
    </message>
    <message>
        <source>No password is known for %1.</source>
        <translation>%1 のパスワードがありません。</translation>
    </message>
    <message>
        <source>%1 refused the user name or the password.</source>
        <translation>%1 がユーザー名またはパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>%1 cannot check passwords just now.</source>
        <translation>%1 は現在、パスワードを確認できません。</translation>
    </message>
    <message>
        <source>%1 offers no way to sign in that is both known and safe.</source>
        <translation>%1 には、Hikyakuが安全に使えるサインイン方式がありません。</translation>
    </message>
    <message>
        <source>The server broke the rules of the protocol (%1).</source>
        <translation>サーバーの応答が通信の規則に合っていません（%1）。</translation>
    </message>
    <message>
        <source>The server refused the request (%1).</source>
        <translation>サーバーが要求を拒否しました（%1）。</translation>
    </message>
    <message>
        <source>The server is busy (%1).</source>
        <translation>サーバーが混み合っています（%1）。</translation>
    </message>
    <message>
        <source>The mailbox on the server is full.</source>
        <translation>サーバーのメール容量がいっぱいです。</translation>
    </message>
    <message>
        <source>The message is too large for the server.</source>
        <translation>メールがサーバーの上限サイズを超えています。</translation>
    </message>
    <message>
        <source>The server refused a recipient: %1.</source>
        <translation>サーバーが宛先 %1 を受け付けませんでした。</translation>
    </message>
    <message>
        <source>The server refused the sender&apos;s address: %1.</source>
        <translation>サーバーが差出人アドレス %1 を受け付けませんでした。</translation>
    </message>
    <message>
        <source>The connection was lost after the message had been handed over. It may have arrived.</source>
        <translation>メールを渡した直後に接続が切れました。届いている可能性があります。</translation>
    </message>
    <message>
        <source>There is no such folder or account: %1</source>
        <translation>このフォルダーまたはアカウントはありません: %1</translation>
    </message>
    <message>
        <source>The server has renumbered the folder %1.</source>
        <translation>サーバーでフォルダー「%1」の番号が付け直されました。</translation>
    </message>
    <message>
        <source>The disk is full (%1).</source>
        <translation>ディスクの空き容量がありません（%1）。</translation>
    </message>
    <message>
        <source>A file of the profile is damaged: %1</source>
        <translation>プロファイルのファイルが壊れています: %1</translation>
    </message>
    <message>
        <source>A file of the profile cannot be used: %1</source>
        <translation>プロファイルのファイルを使用できません: %1</translation>
    </message>
    <message>
        <source>This cannot be used: %1</source>
        <translation>使用できない指定です: %1</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>Something unforeseen happened (%1, %2). Please report it.</source>
        <translation>予期しない問題が発生しました（%1、%2）。お手数ですがご報告ください。</translation>
    </message>
    <message>
        <source>Check the spelling and the network.</source>
        <translation>つづりとネットワークを確認してください。</translation>
    </message>
    <message>
        <source>Check the port, or try again later.</source>
        <translation>ポートを確認するか、しばらくしてからもう一度試してください。</translation>
    </message>
    <message>
        <source>Give it with --password-file, or run this in a terminal.</source>
        <translation>--password-file で指定するか、端末で実行してください。</translation>
    </message>
    <message>
        <source>Check both. Some providers want an app password here.</source>
        <translation>両方を確認してください。アプリパスワードが必要なプロバイダーもあります。</translation>
    </message>
    <message>
        <source>Check port and security (tls, starttls).</source>
        <translation>ポートと暗号化の方式（tls、starttls）を確認してください。</translation>
    </message>
    <message>
        <source>Run sync, then list it again.</source>
        <translation>sync を実行してから、もう一度一覧を表示してください。</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>しばらくしてからもう一度試してください。</translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation>空き容量を増やしてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Ask the recipient before you send it again.</source>
        <translation>もう一度送信する前に、届いたかどうかを宛先の方に確認してください。</translation>
    </message>
    <message>
        <source>it was issued by an authority that is not known here</source>
        <translation>このコンピューターが知らない認証局が発行しています</translation>
    </message>
    <message>
        <source>it is self-signed</source>
        <translation>サーバーが自分で発行した証明書です</translation>
    </message>
    <message>
        <source>it is for another server name</source>
        <translation>別のサーバー名の証明書です</translation>
    </message>
    <message>
        <source>it has expired</source>
        <translation>有効期間が終了しています</translation>
    </message>
    <message>
        <source>it is not valid yet</source>
        <translation>有効期間がまだ始まっていません</translation>
    </message>
    <message>
        <source>its key is not the one that was accepted before</source>
        <translation>以前に信頼した鍵と異なります</translation>
    </message>
    <message>
        <source>it cannot be verified</source>
        <translation>確認できません</translation>
    </message>
    <message>
        <source>The certificate of %1:%2 cannot be trusted: %3.</source>
        <translation>%1:%2 の証明書を信頼できません: %3。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>  issued to %1, by %2, valid until %3</source>
        <translation>  発行先 %1、発行者 %2、有効期間の終了 %3</translation>
    </message>
    <message>
        <source>  SHA-256 fingerprint %1</source>
        <translation>  指紋 (SHA-256) %1</translation>
    </message>
    <message>
        <source>If the fingerprint is the one your provider or administrator names, accept it with:</source>
        <translation>指紋がプロバイダーや管理者の示すものと一致するときは、次のコマンドで信頼できます:</translation>
    </message>
    <message>
        <source>This does not exist: %1</source>
        <translation>見つかりません: %1</translation>
    </message>
    <message>
        <source>The name %1 is already taken.</source>
        <translation>「%1」という名前はすでに使われています。</translation>
    </message>
    <message>
        <source>%1 was under way when the mail engine crashed twice; it is not tried again by itself.</source>
        <translation>「%1」の処理中にメールエンジンが 2 回異常終了したため、自動では再試行しません。</translation>
    </message>
    <message>
        <source>Run &quot;hikyakuctl doctor&quot;: it says what to do.</source>
        <translation>「hikyakuctl doctor」を実行すると、どうすればよいかが表示されます。</translation>
    </message>
    <message>
        <source>There is no proxy named %1.</source>
        <translation>プロキシ %1 が見つかりません。</translation>
    </message>
    <message>
        <source>No proxy answers at %1.</source>
        <translation>%1 で応答するプロキシがありません。</translation>
    </message>
    <message>
        <source>The proxy %1 answers in a way that is not understood, or not at all.</source>
        <translation>プロキシ %1 から理解できる応答がありません。</translation>
    </message>
    <message>
        <source>No password is known for the proxy %1.</source>
        <translation>プロキシ %1 のパスワードがありません。</translation>
    </message>
    <message>
        <source>The proxy %1 wants a user name and a password of its own.</source>
        <translation>プロキシ %1 には、専用のユーザー名とパスワードが必要です。</translation>
    </message>
    <message>
        <source>The proxy does not allow connections to %1.</source>
        <translation>プロキシが %1 への接続を許可していません。</translation>
    </message>
    <message>
        <source>The proxy cannot reach %1.</source>
        <translation>プロキシから %1 に接続できません。</translation>
    </message>
    <message>
        <source>The passphrase of your own certificate is missing or wrong.</source>
        <translation>自分の証明書のパスフレーズがないか、正しくありません。</translation>
    </message>
    <message>
        <source>Check &quot;proxy&quot; in the account (account list, account edit) and the network.</source>
        <translation>アカウントの &quot;proxy&quot;（account list、account edit）とネットワークを確認してください。</translation>
    </message>
    <message>
        <source>Check &quot;proxy&quot; in the account and the password of the proxy.</source>
        <translation>アカウントの &quot;proxy&quot; と、プロキシのパスワードを確認してください。</translation>
    </message>
    <message>
        <source>Ask the people who run your network to allow this server and port.</source>
        <translation>このサーバーとポートへの接続を許可するよう、ネットワークの管理者に依頼してください。</translation>
    </message>
    <message>
        <source>whoever issued it has taken it back</source>
        <translation>発行者によって失効させられています</translation>
    </message>
    <message>
        <source>  Something that calls itself &quot;%1&quot; seems to look into your encrypted connections (a virus scanner, a gateway).</source>
        <translation>  「%1」を名乗るもの（ウイルス対策ソフトやゲートウェイ）が、暗号化された通信の中身を検査しているようです。</translation>
    </message>
    <message>
        <source>Give it with --proxy-password-file, or run this in a terminal.</source>
        <translation>--proxy-password-file で指定するか、端末で実行してください。</translation>
    </message>
    <message>
        <source>Give it with --passphrase-file, or run this in a terminal.</source>
        <translation>--passphrase-file で指定するか、端末で実行してください。</translation>
    </message>
    <message>
        <source>With: hikyakuctl setup %1 --browser</source>
        <translation>実行するコマンド: hikyakuctl setup %1 --browser</translation>
    </message>
</context>
<context>
    <name>ctl::FlagCommand</name>
    <message>
        <source>flag wants +FLAG or -FLAG: seen, flagged, answered</source>
        <translation>flag には +FLAG または -FLAG（seen、flagged、answered）を指定してください</translation>
    </message>
    <message>
        <source>Set (+) or clear (-) seen, flagged, answered.</source>
        <translation>印を付けたり (+) 外したり (-) します: seen（既読）、flagged（スター）、answered（返信済み）。</translation>
    </message>
</context>
<context>
    <name>ctl::FolderCommand</name>
    <message>
        <source>Deleted here, with the messages in it. For 10 seconds &quot;hikyakuctl undo&quot; takes it back; then the server hears of it, or at once with &quot;hikyakuctl sync&quot;.</source>
        <translation>ここでは、中のメールごと削除しました。10秒以内なら「hikyakuctl undo」で取り消せます。その後サーバーに反映します。「hikyakuctl sync」ならすぐに反映します。</translation>
    </message>
    <message>
        <source>folder wants create NAME, rename FOLDER NAME, delete, subscribe or unsubscribe FOLDER</source>
        <translation>folder には create 名前、rename フォルダー 新しい名前、または delete、subscribe、unsubscribe とフォルダーを指定してください</translation>
    </message>
    <message>
        <source>Make and change folders; a name with the folders it lies in, as folders shows it.</source>
        <translation>フォルダーを作成、変更します。名前は、folders の表示どおり上位フォルダーも含めて指定します。</translation>
    </message>
</context>
<context>
    <name>ctl::FoldersCommand</name>
    <message>
        <source>The folders, with unread and all messages.</source>
        <translation>フォルダーを、未読とすべてのメールの数と共に表示します。</translation>
    </message>
</context>
<context>
    <name>ctl::InspectCommand</name>
    <message>
        <source>inspect wants files</source>
        <translation>inspect にはファイルを指定してください</translation>
    </message>
    <message>
        <source>How the reader understands files, without an account.</source>
        <translation>ファイルがどう読まれるかを表示します。アカウントは不要です。</translation>
    </message>
</context>
<context>
    <name>ctl::ListCommand</name>
    <message>
        <source>list wants one folder</source>
        <translation>list にはフォルダーを1つ指定してください</translation>
    </message>
    <message>
        <source>The messages of a folder, newest first.</source>
        <translation>フォルダーのメールを新しい順に表示します。</translation>
    </message>
    <message>
        <source>At most &lt;n&gt; messages.</source>
        <translation>最大 &lt;n&gt; 通を表示します。</translation>
    </message>
    <message>
        <source>Leave out the first &lt;n&gt;.</source>
        <translation>先頭の &lt;n&gt; 通を省きます。</translation>
    </message>
    <message>
        <source>Only in this &lt;account&gt;.</source>
        <translation>この &lt;account&gt; だけを対象にします。</translation>
    </message>
</context>
<context>
    <name>ctl::MessageWords</name>
    <message>
        <source>From: %1</source>
        <translation>差出人: %1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>宛先: %1</translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation>Cc: %1</translation>
    </message>
    <message>
        <source>Date: %1</source>
        <translation>日時: %1</translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation>件名: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>警告: %1</translation>
    </message>
    <message>
        <source>Attachment %1: %2, %3, %4 bytes</source>
        <translation>添付ファイル %1: %2、%3、%4 バイト</translation>
    </message>
</context>
<context>
    <name>ctl::MoveCommand</name>
    <message>
        <source>Move messages within their account.</source>
        <translation>メールを同じアカウントの別のフォルダーに移動します。</translation>
    </message>
    <message>
        <source>name messages and a folder</source>
        <translation>メールとフォルダーを指定してください</translation>
    </message>
    <message>
        <source>messages are moved and copied within one account</source>
        <translation>移動とコピーは1つのアカウントの中でだけできます</translation>
    </message>
    <message>
        <source>Copy messages within their account.</source>
        <translation>メールを同じアカウントの中でコピーします。</translation>
    </message>
</context>
<context>
    <name>ctl::OutboxCommand</name>
    <message>
        <source>The Outbox, with each message&apos;s true state.</source>
        <translation>送信トレイにあるメールと、それぞれの実際の状態を表示します。</translation>
    </message>
</context>
<context>
    <name>ctl::OutboxWords</name>
    <message>
        <source>queued</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>unknown: it may have arrived</source>
        <translation>不明（届いた可能性あり）</translation>
    </message>
</context>
<context>
    <name>ctl::PasswordSource</name>
    <message>
        <source>Password of %1 at %2: </source>
        <translation>%1 のパスワード（%2）: </translation>
    </message>
</context>
<context>
    <name>ctl::Program</name>
    <message>
        <source>Print one JSON document; progress and errors as JSON lines on standard error.</source>
        <translation>結果を1つの JSON で出力します。経過とエラーは標準エラー出力に1行1つの JSON で出します。</translation>
    </message>
    <message>
        <source>Take the password from the first line of &lt;file&gt;.</source>
        <translation>&lt;file&gt; の1行目をパスワードとして使います。</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>コマンド:</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 usage, 2 no such thing, 3 sign-in refused, 4 certificate not trusted, 5 network or server failed, 6 store failed, 7 queued.</source>
        <translation>終了コード: 0 完了、1 使い方の誤り、2 対象がない、3 サインインを拒否された、4 証明書を信頼できない、5 ネットワークまたはサーバーの失敗、6 保存の失敗、7 送信待ち。</translation>
    </message>
    <message>
        <source>One of the commands above.</source>
        <translation>上のコマンドのどれか。</translation>
    </message>
    <message>
        <source>There is no command %1; see --help.</source>
        <translation>%1 というコマンドはありません。--help を参照してください。</translation>
    </message>
    <message>
        <source>hikyakuctl COMMAND --help tells more about a command.</source>
        <translation>各コマンドの詳細は hikyakuctl COMMAND --help で表示します。</translation>
    </message>
    <message>
        <source>Mail on the command line, with the accounts and the store of Hikyaku.</source>
        <translation>Hikyakuのアカウントと保存済みのメールを、コマンドラインで扱います。</translation>
    </message>
    <message>
        <source>Take the proxy&apos;s password from the first line of &lt;file&gt;.</source>
        <translation>プロキシのパスワードを &lt;file&gt; の1行目から読みます。</translation>
    </message>
    <message>
        <source>Take the passphrase of your own certificate from the first line of &lt;file&gt;.</source>
        <translation>自分の証明書のパスフレーズを &lt;file&gt; の1行目から読みます。</translation>
    </message>
</context>
<context>
    <name>ctl::SendCommand</name>
    <message>
        <source>The copy in Sent will be filed by the next sync: %1</source>
        <translation>「送信済み」への控えは次の同期で保存されます: %1</translation>
    </message>
    <message>
        <source>send wants one file</source>
        <translation>send にはファイルを1つ指定してください</translation>
    </message>
    <message>
        <source>The message waits in the Outbox.</source>
        <translation>メールは送信トレイで送信を待っています。</translation>
    </message>
    <message>
        <source>Queue a message and deliver it; - reads standard input.</source>
        <translation>メールを送信トレイに入れて送信します。- で標準入力から読みます。</translation>
    </message>
    <message>
        <source>Send from this &lt;account&gt;; else the one of the author.</source>
        <translation>この &lt;account&gt; から送信します。省略時は差出人のアカウントを使います。</translation>
    </message>
</context>
<context>
    <name>ctl::Session</name>
    <message>
        <source>Waiting for an answer in the window of Hikyaku.</source>
        <translation>Hikyakuのウィンドウでの回答を待っています。</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>%1 に接続中</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 / %3</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation>サーバーからのお知らせ: %1</translation>
    </message>
    <message>
        <source>there are several accounts; name one with --account</source>
        <translation>複数のアカウントがあります。--account で指定してください</translation>
    </message>
    <message>
        <source>there is no account yet; run setup</source>
        <translation>アカウントがまだありません。setup を実行してください</translation>
    </message>
    <message>
        <source>%1 is in several accounts; name one with --account</source>
        <translation>「%1」は複数のアカウントにあります。--account で指定してください</translation>
    </message>
    <message>
        <source>The part of Hikyaku that talks to servers has stopped; it is started again.</source>
        <translation>サーバーと通信する部分が停止したため、起動し直します。</translation>
    </message>
    <message>
        <source>the certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>%1 has to be signed in with the browser: hikyakuctl sign-in %1</source>
        <translation>%1はブラウザーでのサインインが必要です: hikyakuctl sign-in %1</translation>
    </message>
    <message>
        <source>Hikyaku</source>
        <translation>Hikyaku</translation>
    </message>
    <message>
        <source>Your answer has reached Hikyaku. You can close this page.</source>
        <translation>結果をHikyakuが受け取りました。このページは閉じてかまいません。</translation>
    </message>
    <message>
        <source>You were not signed in. You can close this page.</source>
        <translation>サインインしていません。このページは閉じてかまいません。</translation>
    </message>
    <message>
        <source>Hikyaku is not waiting for this answer.</source>
        <translation>Hikyakuはこの結果を待っていません。</translation>
    </message>
    <message>
        <source>Open this page in a browser on this computer, and sign in there:</source>
        <translation>このコンピューターのブラウザーで次のページを開き、サインインしてください:</translation>
    </message>
</context>
<context>
    <name>ctl::SetupCommand</name>
    <message>
        <source>receive</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>works</source>
        <translation>使用できます</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>Everything works. Nothing was saved (--dry-run).</source>
        <translation>すべて使用できます。何も保存していません（--dry-run）。</translation>
    </message>
    <message>
        <source>The account %1 is set up.</source>
        <translation>アカウント「%1」を設定しました。</translation>
    </message>
    <message>
        <source>setup wants one mail address</source>
        <translation>setup にはメールアドレスを1つ指定してください</translation>
    </message>
    <message>
        <source>Find the servers of an address and add the account.</source>
        <translation>メールアドレスからサーバーを探し、アカウントを追加します。</translation>
    </message>
    <message>
        <source>Search and sign in, but save nothing.</source>
        <translation>サーバーを探してサインインを試しますが、何も保存しません。</translation>
    </message>
    <message>
        <source>Your &lt;name&gt; as recipients see it.</source>
        <translation>相手に表示される名前。</translation>
    </message>
    <message>
        <source>Receive with this protocol; only imap yet.</source>
        <translation>受信に使うプロトコル。今は imap だけです。</translation>
    </message>
    <message>
        <source>no sign-in in the browser is known for %1</source>
        <translation>%1のブラウザーでのサインイン先が分かりません</translation>
    </message>
    <message>
        <source>no client ID is set for %1; set one with: hikyakuctl sign-in client %1 CLIENT-ID</source>
        <translation>%1のクライアントIDが設定されていません。設定: hikyakuctl sign-in client %1 CLIENT-ID</translation>
    </message>
    <message>
        <source>Sign in with the browser in place of a password.</source>
        <translation>パスワードの代わりにブラウザーでサインインする。</translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>%1 を読み込めません</translation>
    </message>
    <message>
        <source>%1 holds no mail account</source>
        <translation>%1 にはメールアカウントの設定がありません</translation>
    </message>
    <message>
        <source>%1 is no profile that can be read</source>
        <translation>%1 はプロファイルとして読み込めません</translation>
    </message>
    <message>
        <source>%1 sets up POP3 only</source>
        <translation>%1 はPOP3だけを設定します</translation>
    </message>
    <message>
        <source>setup needs --user here: %1</source>
        <translation>この場合は --user が必要です: %1</translation>
    </message>
    <message>
        <source>Sign in with the user name that your provider issued, where it is not made of the address.</source>
        <translation>ユーザー名がアドレスと異なる場合に、プロバイダーから発行されたユーザー名でサインインします。</translation>
    </message>
    <message>
        <source>Take the servers from the Apple profile &lt;file&gt;.</source>
        <translation>Appleのプロファイル &lt;file&gt; に書かれたサーバーを使います。</translation>
    </message>
    <message>
        <source>a password does not belong on the command line; give it with --proxy-password-file</source>
        <translation>パスワードはコマンドラインに書かず、--proxy-password-file で指定してください</translation>
    </message>
    <message>
        <source>--proxy wants none, system, socks5://USER@HOST:PORT or http://USER@HOST:PORT, not “%1”</source>
        <translation>--proxy には none、system、socks5://ユーザー@ホスト:ポート、http://ユーザー@ホスト:ポート のどれかを指定してください（「%1」は使えません）</translation>
    </message>
    <message>
        <source>Reach the servers through &lt;url&gt;: socks5://USER@HOST:PORT, http://USER@HOST:PORT, none or system; its password comes from --proxy-password-file or the terminal.</source>
        <translation>&lt;url&gt; のプロキシを経由する。socks5://ユーザー@ホスト:ポート、http://ユーザー@ホスト:ポート、none、system のどれか。プロキシのパスワードは --proxy-password-file または端末から読む。</translation>
    </message>
</context>
<context>
    <name>ctl::ShowCommand</name>
    <message>
        <source>show wants one message and at most one form</source>
        <translation>show にはメールを1通と、表示形式を1つまで指定してください</translation>
    </message>
    <message>
        <source>HTML is not shown yet; see --text.</source>
        <translation>HTML の表示にはまだ対応していません。--text を使ってください。</translation>
    </message>
    <message>
        <source>One message.</source>
        <translation>メールを1通表示します。</translation>
    </message>
    <message>
        <source>The bytes as received.</source>
        <translation>受信したままのデータ。</translation>
    </message>
    <message>
        <source>Only the text.</source>
        <translation>本文だけ。</translation>
    </message>
    <message>
        <source>The cleaned HTML.</source>
        <translation>無害化した HTML。</translation>
    </message>
    <message>
        <source>The header as received.</source>
        <translation>受信したままのヘッダー。</translation>
    </message>
    <message>
        <source>The decoded bytes of part &lt;number&gt;.</source>
        <translation>パート &lt;number&gt; を復号したデータ。</translation>
    </message>
</context>
<context>
    <name>ctl::SignInCommand</name>
    <message>
        <source>%1 signs in with a password</source>
        <translation>%1はパスワードでサインインします</translation>
    </message>
    <message>
        <source>The account %1 is signed in.</source>
        <translation>アカウント%1でサインインしました。</translation>
    </message>
    <message>
        <source>in the browser, at %1</source>
        <translation>ブラウザーで（%1）</translation>
    </message>
    <message>
        <source>with a password</source>
        <translation>パスワードで</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>renewed</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>to be renewed</source>
        <translation>次の更新</translation>
    </message>
    <message>
        <source>sign in again by</source>
        <translation>再サインインの期限</translation>
    </message>
    <message>
        <source>receiving worked</source>
        <translation>受信に成功</translation>
    </message>
    <message>
        <source>sending worked</source>
        <translation>送信に成功</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>No permission is at hand; sign in with: hikyakuctl sign-in %1</source>
        <translation>アクセスの許可がありません。サインイン: hikyakuctl sign-in %1</translation>
    </message>
    <message>
        <source>The sign-in of %1 is forgotten.</source>
        <translation>%1のサインインを解除しました。</translation>
    </message>
    <message>
        <source>No client ID is set for %1 any more.</source>
        <translation>%1のクライアントIDの設定を解除しました。</translation>
    </message>
    <message>
        <source>The client ID for %1 is set.</source>
        <translation>%1のクライアントIDを設定しました。</translation>
    </message>
    <message>
        <source>sign-in ACCOUNT, sign-in status ACCOUNT, sign-in forget ACCOUNT, or sign-in client ISSUER [CLIENT-ID]</source>
        <translation>sign-in アカウント、sign-in status アカウント、sign-in forget アカウント、または sign-in client 発行元 [クライアントID]</translation>
    </message>
    <message>
        <source>Sign in with the browser, and see how it goes; the client secret comes from --password-file.</source>
        <translation>ブラウザーでサインインする、サインインの状態を見る。クライアントシークレットは--password-fileから読む。</translation>
    </message>
</context>
<context>
    <name>ctl::SyncCommand</name>
    <message>
        <source>%1: %2: %3 messages, %4 unread</source>
        <translation>%1: %2: メール %3 通、未読 %4 通</translation>
    </message>
    <message>
        <source>sync wants at most one account</source>
        <translation>sync に指定できるアカウントは1つまでです</translation>
    </message>
    <message>
        <source>Receive mail and send queued changes.</source>
        <translation>メールを受信し、待っている変更をサーバーに反映します。</translation>
    </message>
    <message>
        <source>Only this &lt;folder&gt;; may be given more than once.</source>
        <translation>この &lt;folder&gt; だけを対象にします。繰り返し指定できます。</translation>
    </message>
    <message>
        <source>Whole messages, too: none, those of the last 90 days (recent), or all.</source>
        <translation>本文も受信します: none（受信しない）、recent（最近90日分）、all（すべて）。</translation>
    </message>
</context>
<context>
    <name>ctl::TrustCommand</name>
    <message>
        <source>The certificate of %1 verifies.</source>
        <translation>%1 の証明書は正しく確認できました。</translation>
    </message>
    <message>
        <source>  SHA-256 fingerprint %1</source>
        <translation>  指紋 (SHA-256) %1</translation>
    </message>
    <message>
        <source>--fingerprint wants 64 hexadecimal digits</source>
        <translation>--fingerprint には16進数64桁を指定してください</translation>
    </message>
    <message>
        <source>The certificate of %1 verifies; there is nothing to accept.</source>
        <translation>%1 の証明書は正しく確認できました。信頼リストへの追加は必要ありません。</translation>
    </message>
    <message>
        <source>The certificate of %1 is accepted from now on.</source>
        <translation>今後は %1 の証明書を信頼します。</translation>
    </message>
    <message>
        <source>The certificate of %1 is no longer accepted.</source>
        <translation>%1 の証明書を信頼リストから外しました。</translation>
    </message>
    <message>
        <source>trust list, show, accept or forget HOST:PORT</source>
        <translation>trust の使い方は list、show・accept・forget HOST:PORT です</translation>
    </message>
    <message>
        <source>Certificates accepted by hand.</source>
        <translation>手動で信頼した証明書を管理します。</translation>
    </message>
    <message>
        <source>With accept: the certificate&apos;s &lt;sha256&gt;, in hexadecimal.</source>
        <translation>accept のとき、証明書の指紋 (SHA-256) を16進数で指定します。</translation>
    </message>
    <message>
        <source>tls or starttls; without it, what is usual at the port.</source>
        <translation>tls または starttls。省略時は、そのポートで一般的な方式を使います。</translation>
    </message>
</context>
<context>
    <name>ctl::UndoCommand</name>
    <message>
        <source>Take back the last change that can be.</source>
        <translation>最後の変更を取り消します（取り消せるもの）。</translation>
    </message>
</context>
<context>
    <name>models::ActivityModel</name>
    <message>
        <source>There was a problem</source>
        <translation>問題が発生しました</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>最新の状態です</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>%1 に接続中…</translation>
    </message>
    <message>
        <source>Signing in to %1…</source>
        <translation>%1 にサインイン中…</translation>
    </message>
    <message>
        <source>Receiving %1: %2 of %3</source>
        <translation>「%1」を受信中: %2 / %3 通</translation>
    </message>
    <message>
        <source>Receiving %1…</source>
        <translation>「%1」を受信中…</translation>
    </message>
    <message>
        <source>Receiving messages…</source>
        <translation>メールを受信中…</translation>
    </message>
    <message>
        <source>The server refused a change</source>
        <translation>サーバーが変更を拒否しました</translation>
    </message>
    <message>
        <source>Saving changes on the server…</source>
        <translation>変更をサーバーに反映中…</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>送信中…</translation>
    </message>
    <message>
        <source>Waiting. Next try at %1.</source>
        <translation>待機中。次は %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of an account, %2 what is being done for it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Looking for mailboxes…</source>
        <translation>フォルダーを確認中…</translation>
    </message>
</context>
<context>
    <name>models::BrowserSignIn</name>
    <message>
        <source>Hikyaku</source>
        <translation>Hikyaku</translation>
    </message>
    <message>
        <source>Your answer has reached Hikyaku. You can close this page and go back to Hikyaku.</source>
        <translation>結果をHikyakuが受け取りました。このページを閉じて、Hikyakuに戻ってください。</translation>
    </message>
    <message>
        <source>You were not signed in. You can close this page and go back to Hikyaku.</source>
        <translation>サインインしていません。このページを閉じて、Hikyakuに戻ってください。</translation>
    </message>
    <message>
        <source>Hikyaku is not waiting for this answer. Go back to Hikyaku and begin signing in there.</source>
        <translation>Hikyakuはこの結果を待っていません。Hikyakuに戻って、サインインを始めてください。</translation>
    </message>
</context>
<context>
    <name>models::ComposeSession</name>
    <message>
        <source>From</source>
        <translation>差出人</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>件名</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>%1 wrote:</source>
        <extracomment>Above a quoted message. %1 is its date and time, %2 its author</extracomment>
        <translation>%1のメール:</translation>
    </message>
    <message>
        <source>On %1, %2 wrote:</source>
        <translation>%1、%2のメール:</translation>
    </message>
    <message>
        <source>-------- Forwarded message --------</source>
        <translation>-------- 転送メール --------</translation>
    </message>
    <message>
        <source>d MMMM yyyy, H:mm</source>
        <extracomment>A Qt date format: when the message was written that is answered or forwarded</extracomment>
        <translation>yyyy年M月d日(ddd) H:mm</translation>
    </message>
</context>
<context>
    <name>models::Deed</name>
    <message numerus="yes">
        <source>Marked %Ln message(s) as read.</source>
        <translation>
            <numerusform>%Ln通を既読にしました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Marked %Ln message(s) as unread.</source>
        <translation>
            <numerusform>%Ln通を未読にしました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Starred %Ln message(s).</source>
        <translation>
            <numerusform>%Ln通にスターを付けました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln message(s) to %1.</source>
        <translation>
            <numerusform>%Ln通を「%1」に移動しました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln message(s) to %1.</source>
        <translation>
            <numerusform>%Ln通を「%1」にコピーしました</numerusform>
        </translation>
    </message>
    <message>
        <source>Emptied %1.</source>
        <translation>「%1」を空にしました</translation>
    </message>
    <message>
        <source>Created the folder %1.</source>
        <translation>フォルダー「%1」を作成しました</translation>
    </message>
    <message>
        <source>Renamed the folder %1 to %2.</source>
        <translation>フォルダー「%1」の名前を「%2」に変更しました</translation>
    </message>
    <message>
        <source>Moved the folder %1 to %2.</source>
        <translation>フォルダー「%1」を「%2」に移動しました</translation>
    </message>
    <message>
        <source>The folder %1 is shown again.</source>
        <translation>フォルダー「%1」を表示します</translation>
    </message>
    <message>
        <source>The folder %1 is hidden.</source>
        <translation>フォルダー「%1」を隠しました</translation>
    </message>
    <message numerus="yes">
        <source>Removed the star from %Ln message(s).</source>
        <translation>
            <numerusform>%Ln通のスターを外しました</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Permanently deleted %Ln message(s).</source>
        <translation>
            <numerusform>%Ln通を完全に削除しました</numerusform>
        </translation>
    </message>
    <message>
        <source>Permanently deleted the folder %1.</source>
        <translation>フォルダー「%1」を完全に削除しました</translation>
    </message>
</context>
<context>
    <name>models::Explanation</name>
    <message>
        <source>%1 wants an app password, not your usual one.</source>
        <translation>%1 に必要なのは、いつものパスワードではなくアプリパスワードです。</translation>
    </message>
    <message>
        <source>Make one on your provider’s web page, in the security settings, and use it as the password.</source>
        <translation>プロバイダーのセキュリティ設定のページで作成し、パスワードとして入力してください。</translation>
    </message>
    <message>
        <source>%1 says that your password has expired.</source>
        <translation>%1 のパスワードの有効期限が切れています。</translation>
    </message>
    <message>
        <source>Set a new one on your provider’s web page, or ask your administrator.</source>
        <translation>プロバイダーのページで新しいパスワードを設定するか、管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>%1 refused the password, or does not let mail programs in.</source>
        <translation>%1 がパスワードを受け付けなかったか、メールソフトの利用を許可していません。</translation>
    </message>
    <message>
        <source>It does not say which. Check the password, and allow IMAP in your provider’s settings.</source>
        <translation>どちらかはわかりません。パスワードと、プロバイダーのIMAPの設定を確認してください。</translation>
    </message>
    <message>
        <source>%1 wants you to confirm in the browser that it is you.</source>
        <translation>%1 は、ブラウザーでの本人確認を求めています。</translation>
    </message>
    <message>
        <source>Sign in on your provider’s web page once, then try again. If that does not help, make an app password there.</source>
        <translation>プロバイダーのWebページに一度サインインしてから、もう一度お試しください。それでもだめなときは、そこでアプリパスワードを作成してください。</translation>
    </message>
    <message>
        <source>%1 takes no passwords from mail programs any more.</source>
        <translation>%1 では、メールソフトでパスワードを使えません。</translation>
    </message>
    <message>
        <source>%1 says that your account is locked.</source>
        <translation>%1 のアカウントがロックされています。</translation>
    </message>
    <message>
        <source>Only your provider or administrator can open it again. Your password may well be right.</source>
        <translation>解除できるのはプロバイダーか管理者だけです。パスワードは正しい可能性があります。</translation>
    </message>
    <message>
        <source>%1 has seen too many failed sign-ins and takes none for a while.</source>
        <translation>%1 は、失敗が続いたため一時的にサインインを受け付けません。</translation>
    </message>
    <message>
        <source>Wait some time before you try again, and check the password meanwhile.</source>
        <translation>時間を置いてからお試しください。その間にパスワードを確認してください。</translation>
    </message>
    <message>
        <source>%1 does not let mail programs into your account: access is switched off.</source>
        <translation>%1 では、メールソフトの利用が無効になっています。</translation>
    </message>
    <message>
        <source>Switch on IMAP in your provider’s settings; in a company, ask the administrator. Your password may well be right.</source>
        <translation>プロバイダーの設定でIMAPを有効にしてください。会社のアカウントでは、管理者に問い合わせてください。パスワードは正しい可能性があります。</translation>
    </message>
    <message>
        <source>Sending with mail programs is switched off for your account at %1.</source>
        <translation>%1 では、メールソフトからの送信が無効になっています。</translation>
    </message>
    <message>
        <source>Your provider’s settings or your administrator can allow it. Your password may well be right.</source>
        <translation>プロバイダーの設定で許可するか、管理者に問い合わせてください。パスワードは正しい可能性があります。</translation>
    </message>
    <message>
        <source>%1 knows you, but does not let you into this mailbox.</source>
        <translation>%1 にサインインできましたが、このメールを使う権限がありません。</translation>
    </message>
    <message>
        <source>Check the user name, or ask your administrator for access.</source>
        <translation>ユーザー名を確認するか、管理者に権限を申請してください。</translation>
    </message>
    <message>
        <source>%1 refused the sign-in by a rule of your administrator.</source>
        <translation>%1 が、管理者の定めた規則によりサインインを拒否しました。</translation>
    </message>
    <message>
        <source>Only your administrator can change that. The server’s reply tells them which rule it is.</source>
        <translation>変更できるのは管理者だけです。サーバーの応答を伝えると、どの規則かがわかります。</translation>
    </message>
    <message>
        <source>%1 takes no more connections for your account just now.</source>
        <translation>%1 は、このアカウントの接続を今はこれ以上受け付けません。</translation>
    </message>
    <message>
        <source>Your password is not the reason. Close other mail programs if this does not pass.</source>
        <translation>パスワードの問題ではありません。続くときは、ほかのメールソフトを終了してください。</translation>
    </message>
    <message>
        <source>%1 takes passwords only over an encrypted connection.</source>
        <translation>%1 は、暗号化された接続でしかパスワードを受け付けません。</translation>
    </message>
    <message>
        <source>Choose TLS or STARTTLS for this server.</source>
        <translation>このサーバーの暗号化にTLSかSTARTTLSを選んでください。</translation>
    </message>
    <message>
        <source>No mail server answered at all.</source>
        <translation>どのメールサーバーからも応答がありませんでした。</translation>
    </message>
    <message>
        <source>Your network may block mail, or need a proxy. Check the connection, or try another network.</source>
        <translation>お使いのネットワークがメールを遮断しているか、プロキシが必要な可能性があります。接続を確認するか、別のネットワークでお試しください。</translation>
    </message>
    <message>
        <source>%1 offers only encryption that is too old to be safe.</source>
        <translation>%1 が対応している暗号化は、古くて安全ではありません。</translation>
    </message>
    <message>
        <source>Nothing was sent. The people who run the server have to renew it: TLS 1.2 or newer is needed.</source>
        <translation>何も送信していません。サーバー側の更新が必要です（TLS 1.2以降）。サーバーの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>%1 does not speak TLS on this port.</source>
        <translation>%1 のこのポートは、TLSに対応していません。</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the port, and whether it wants STARTTLS instead.</source>
        <translation>何も送信していません。ポート番号と、STARTTLSを使うべきかどうかを確認してください。</translation>
    </message>
    <message>
        <source>%1 knows you by another user name.</source>
        <translation>%1 で使うユーザー名が違います。</translation>
    </message>
    <message>
        <source>For this provider it is “%1”. Your password may well be right.</source>
        <translation>このプロバイダーでのユーザー名は「%1」です。パスワードは正しい可能性があります。</translation>
    </message>
    <message>
        <source>%1 does not know this user name.</source>
        <translation>このユーザー名は %1 に登録されていません。</translation>
    </message>
    <message>
        <source>The user name is “%1”, which your provider issued, not your address.</source>
        <translation>ユーザー名はアドレスではなく、プロバイダーから発行された「%1」です。</translation>
    </message>
    <message>
        <source>It may be the whole address, the part before the @, or a name of its own. Your provider’s papers say it.</source>
        <translation>アドレス全体、@の前の部分、専用の名前のいずれかです。プロバイダーの案内書で確認してください。</translation>
    </message>
    <message>
        <source>%1 offers no way to sign in that this program may use.</source>
        <translation>%1 には、Hikyakuが使用できるサインイン方式がありません。</translation>
    </message>
    <message>
        <source>Ask the people who run the server which sign-in it needs.</source>
        <translation>必要なサインイン方式をサーバーの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>It offers: %1. Ask the people who run the server for another one.</source>
        <translation>対応している方式: %1。ほかの方式をサーバーの管理者に相談してください。</translation>
    </message>
    <message>
        <source>%1 is silent, while other ports answer: something on the way blocks this port.</source>
        <translation>%1 だけ応答がありません。ほかのポートは応答するため、途中でこのポートが遮断されています。</translation>
    </message>
    <message>
        <source>Most providers block port 25 for everybody. Use 587 or 465 for sending.</source>
        <translation>多くのプロバイダーは、ポート25を遮断しています（OP25B）。送信には587か465を使ってください。</translation>
    </message>
    <message>
        <source>Networks of companies, schools and hotels often do. Try another port or another network.</source>
        <translation>会社、学校、ホテルなどのネットワークではよくあることです。別のポートか、別のネットワークでお試しください。</translation>
    </message>
    <message>
        <source>By this computer’s clock, the certificate of %1 is not valid.</source>
        <translation>このコンピューターの時計では、%1 の証明書は有効期間外です。</translation>
    </message>
    <message>
        <source>The clock says %1. Set it, then try again; if it is right, the certificate is at fault. Nothing was sent.</source>
        <translation>時計は %1 を示しています。時刻を合わせてから、もう一度お試しください。時計が正しければ、証明書の問題です。何も送信していません。</translation>
    </message>
    <message>
        <source>%1 offers POP3 only.</source>
        <translation>%1 はPOP3専用です。</translation>
    </message>
    <message>
        <source>This version receives over IMAP only.</source>
        <translation>このバージョンの受信はIMAPだけに対応しています。</translation>
    </message>
    <message>
        <source>Mail of %1 cannot be read with mail programs.</source>
        <translation>%1のメールは、メールソフトでは読めません。</translation>
    </message>
    <message>
        <source>Only the provider’s own app or web page can.</source>
        <translation>プロバイダーのアプリかWebページをお使いください。</translation>
    </message>
    <message>
        <source>No password works there, not even an app password. Sign in with the browser instead.</source>
        <translation>アプリパスワードも使えません。ブラウザーでサインインしてください。</translation>
    </message>
    <message>
        <source>It wants a sign-in in the browser, and for that this copy of Hikyaku needs a client ID, which is not set. Ask whoever provides Hikyaku to you, or set one of your own.</source>
        <translation>ブラウザーでのサインインが必要ですが、そのためのクライアントIDがこのHikyakuに設定されていません。Hikyakuの提供元に問い合わせるか、ご自分のクライアントIDを設定してください。</translation>
    </message>
    <message>
        <source>It wants a sign-in in the browser, and Hikyaku knows none for this server. Ask the people who run it for another way.</source>
        <translation>ブラウザーでのサインインが必要ですが、このサーバーのサインイン先がわかりません。ほかの方法をサーバーの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>Make one on your provider’s web page, in the security settings, and use it as the password; or sign in with the browser.</source>
        <translation>プロバイダーのセキュリティ設定のページで作成し、パスワードとして入力してください。ブラウザーでのサインインも使えます。</translation>
    </message>
    <message>
        <source>%1 lets in only who shows a certificate of their own.</source>
        <translation>%1 に接続するには、ご自分の証明書が必要です。</translation>
    </message>
    <message>
        <source>Your administrator gives you one, a file that ends in .p12. Set it under “Network”, by hand or in the settings of the account.</source>
        <translation>管理者から証明書のファイル（.p12）を受け取り、手動設定かアカウント設定の「ネットワーク」で指定してください。</translation>
    </message>
    <message>
        <source>No mail server was found for %1.</source>
        <translation>%1 のメールサーバーが見つかりませんでした。</translation>
    </message>
    <message>
        <source>No server for sending was found for %1.</source>
        <translation>%1 の送信サーバーが見つかりませんでした。</translation>
    </message>
    <message>
        <source>Check the address for typing mistakes, and your network connection. If both are right, set the account up by hand: your provider’s page about mail programs names the servers.</source>
        <translation>アドレスに入力間違いがないか、ネットワークにつながっているかを確認してください。どちらも問題なければ、プロバイダーの「メールソフトの設定」などのページを見て、手動で設定してください。</translation>
    </message>
    <message>
        <source>%1 wants a user name that your provider issued.</source>
        <translation>%1 では、プロバイダーから発行されたユーザー名が必要です。</translation>
    </message>
    <message>
        <source>It is called “%1”. Set the account up by hand and type it there.</source>
        <translation>「%1」と呼ばれるものです。「手動で設定」で入力してください。</translation>
    </message>
    <message>
        <source>Your provider’s papers say it. Set the account up by hand and type it there.</source>
        <translation>プロバイダーの案内書で確認し、「手動で設定」で入力してください。</translation>
    </message>
    <message>
        <source>%1 are silent, while other ports answer: something on the way blocks these ports.</source>
        <translation>%1 のどれからも応答がありません。ほかのポートは応答するため、途中でこれらのポートが遮断されています。</translation>
    </message>
    <message>
        <source>Port 25 is blocked nearly everywhere; the others only in some networks of companies, schools and hotels. Try another network, or ask the people who run this one.</source>
        <translation>ポート25はほとんどのネットワークで遮断されていますが（OP25B）、ほかのポートの遮断は、会社、学校、ホテルなどに限られます。別のネットワークで試すか、このネットワークの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>Networks of companies, schools and hotels often do. Try another network, or ask the people who run this one.</source>
        <translation>会社、学校、ホテルなどのネットワークではよくあることです。別のネットワークで試すか、このネットワークの管理者に問い合わせてください。</translation>
    </message>
</context>
<context>
    <name>models::MailboxTreeModel</name>
    <message>
        <source>Inbox</source>
        <translation>受信トレイ</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>ごみ箱</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>迷惑メール</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>All Mail</source>
        <translation>すべてのメール</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>スター</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>送信トレイ</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln unread</source>
        <translation>
            <numerusform>%1、未読%Ln通</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::MessageListModel</name>
    <message>
        <source>Unread</source>
        <translation>未読</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（件名なし）</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>スター付き</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>返信済み</translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>転送済み</translation>
    </message>
    <message>
        <source>With attachment</source>
        <translation>添付ファイルあり</translation>
    </message>
</context>
<context>
    <name>models::ProviderWords</name>
    <message>
        <source>%1 offers POP3 only. This version receives over IMAP only.</source>
        <translation>%1はPOP3専用です。このバージョンはIMAPでの受信だけに対応しています。</translation>
    </message>
    <message>
        <source>The servers of %1 are not known for certain. If the search finds none, likely ones stand under “Set up by hand”.</source>
        <translation>%1のサーバーは確認できていません。見つからなかったときは、「手動で設定」に候補が入っています。</translation>
    </message>
    <message>
        <source>%1 lets mail programs in only after you have allowed it in its settings.</source>
        <translation>%1をメールソフトで使うには、先に%1の設定ページで利用を許可してください。</translation>
    </message>
    <message>
        <source>With %1, IMAP is an option that has to be ordered first.</source>
        <translation>%1でIMAPを使うには、先にオプションの申し込みが必要です。</translation>
    </message>
    <message>
        <source>Mail of %1 cannot be read with mail programs.</source>
        <translation>%1のメールは、メールソフトでは読めません。</translation>
    </message>
    <message>
        <source>%1 takes no password from mail programs. You sign in on its own page, in your browser.</source>
        <translation>%1は、メールソフトからのパスワードを受け付けません。ブラウザーで%1のページを開いてサインインします。</translation>
    </message>
    <message>
        <source>%1 takes no password from mail programs, only a sign-in in the browser. For that this copy of Hikyaku needs a client ID, and none is set. Ask whoever provides Hikyaku to you, or enter one of your own.</source>
        <translation>%1は、メールソフトからのパスワードを受け付けず、ブラウザーでのサインインだけを認めています。それにはクライアントIDが必要ですが、このHikyakuには設定されていません。Hikyakuの提供元に問い合わせるか、ご自分のクライアントIDを入力してください。</translation>
    </message>
    <message>
        <source>%1 takes no password from mail programs, only a sign-in in the browser.</source>
        <translation>%1では、メールソフトでパスワードを使えません。ブラウザーでのサインインが必要です。</translation>
    </message>
    <message>
        <source>%1 refuses your usual password in mail programs. Sign in with the browser, or make an app password there and use that.</source>
        <translation>%1では、メールソフトにいつものパスワードは使えません。ブラウザーでサインインするか、アプリパスワードを作成してお使いください。</translation>
    </message>
    <message>
        <source>%1 refuses your usual password in mail programs. Make an app password there and use that.</source>
        <translation>%1では、メールソフトにいつものパスワードは使えません。アプリパスワードを作成してお使いください。</translation>
    </message>
    <message>
        <source>%1 has a password for mail programs only. Use that one.</source>
        <translation>%1には、メールソフト専用のパスワードがあります。そのパスワードをお使いください。</translation>
    </message>
</context>
<context>
    <name>ui::AccountForm</name>
    <message>
        <source>Receiving (IMAP)</source>
        <translation>受信（IMAP）</translation>
    </message>
    <message>
        <source>Sending (SMTP)</source>
        <translation>送信（SMTP）</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>Name of the account</source>
        <translation>アカウント名</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>変更なし</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Keep the new password in the keyring</source>
        <translation>新しいパスワードをキーリングに保存する</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>接続テスト</translation>
    </message>
    <message>
        <source>Signs in to both servers and keeps nothing</source>
        <translation>受信と送信の両方のサーバーにサインインしてみます。何も保存しません</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>変更を取り消す</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Signing in to both servers…</source>
        <translation>両方のサーバーにサインインしています…</translation>
    </message>
    <message>
        <source>The account needs a name.</source>
        <translation>アカウント名を入力してください。</translation>
    </message>
    <message>
        <source>Both servers took the password.</source>
        <translation>両方のサーバーにサインインできました。</translation>
    </message>
    <message>
        <source>Receiving works, sending does not.</source>
        <translation>受信はできますが、送信ができません。</translation>
    </message>
    <message>
        <source>Sending works, receiving does not.</source>
        <translation>送信はできますが、受信ができません。</translation>
    </message>
    <message>
        <source>Neither server works.</source>
        <translation>受信も送信もできません。</translation>
    </message>
    <message>
        <source>Another account already has this name.</source>
        <translation>同じ名前のアカウントがあります。</translation>
    </message>
    <message>
        <source>Enter the password here to test signing in.</source>
        <translation>接続テストには、ここにパスワードを入力してください。</translation>
    </message>
    <message>
        <source>Another password for sending</source>
        <translation>送信には別のパスワードを使う</translation>
    </message>
    <message>
        <source>Password for sending</source>
        <translation>送信用のパスワード</translation>
    </message>
</context>
<context>
    <name>ui::AccountWizard</name>
    <message>
        <source>Add a mail account</source>
        <translation>メールアカウントの追加</translation>
    </message>
    <message>
        <source>Set up by hand</source>
        <translation>手動で設定</translation>
    </message>
    <message>
        <source>Welcome to Hikyaku</source>
        <translation>Hikyakuへようこそ</translation>
    </message>
    <message>
        <source>Your address and password are all it takes. Hikyaku finds the servers.</source>
        <translation>必要なのはメールアドレスとパスワードだけです。サーバーは自動で見つけます。</translation>
    </message>
    <message>
        <source>Finding your servers</source>
        <translation>サーバーを探しています</translation>
    </message>
    <message>
        <source>Your account is not ready yet</source>
        <translation>アカウントはまだ使用できません</translation>
    </message>
    <message>
        <source>The password leaves this computer only over a verified, encrypted connection.</source>
        <translation>パスワードは、身元を確認できた暗号化接続でだけ送ります。</translation>
    </message>
    <message>
        <source>Your provider tells you these values, usually on a page about mail programs.</source>
        <translation>プロバイダーの「メールソフトの設定」などのページにある値を入力してください。</translation>
    </message>
    <message>
        <source>Your account is ready</source>
        <translation>アカウントの準備ができました</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Open the inbox</source>
        <translation>受信トレイを開く</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>You are signed in. Now the mail servers are tried.</source>
        <translation>サインインしました。続けてメールサーバーに接続しています。</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>ブラウザーでサインイン</translation>
    </message>
    <message>
        <source>Open a profile file…</source>
        <translation>プロファイルを開く…</translation>
    </message>
    <message>
        <source>A .mobileconfig file from your company or provider</source>
        <translation>会社やプロバイダーから受け取った .mobileconfig ファイル</translation>
    </message>
    <message>
        <source>Open a profile file</source>
        <translation>プロファイルを開く</translation>
    </message>
    <message>
        <source>Profiles (*.mobileconfig)</source>
        <translation>プロファイル (*.mobileconfig)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>This profile cannot be used.</source>
        <translation>このプロファイルは使用できません。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>ファイルを読み込めません。</translation>
    </message>
    <message>
        <source>It holds no mail account.</source>
        <translation>メールアカウントの設定がありません。</translation>
    </message>
    <message>
        <source>It sets up POP3 only. This version receives over IMAP only.</source>
        <translation>POP3だけを設定するプロファイルです。このバージョンの受信はIMAPだけに対応しています。</translation>
    </message>
    <message>
        <source>It is not a profile, is damaged, or is encrypted for a device.</source>
        <translation>プロファイルではないか、壊れているか、特定の端末向けに暗号化されています。</translation>
    </message>
    <message>
        <source>Your address is all it takes. Hikyaku finds the servers.</source>
        <translation>必要なのはメールアドレスだけです。サーバーは自動で見つけます。</translation>
    </message>
</context>
<context>
    <name>ui::AccountsPage</name>
    <message>
        <source>Accounts</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>アカウントを追加…</translation>
    </message>
    <message>
        <source>No account is set up</source>
        <translation>アカウントがありません</translation>
    </message>
    <message>
        <source>Add one, and its mail appears here.</source>
        <translation>アカウントを追加すると、ここに表示されます。</translation>
    </message>
</context>
<context>
    <name>ui::AddressChip</name>
    <message>
        <source>%1 is not a complete mail address</source>
        <translation>「%1」はメールアドレスとして不完全です</translation>
    </message>
</context>
<context>
    <name>ui::AttachmentStrip</name>
    <message>
        <source>Attachments</source>
        <translation>添付ファイル</translation>
    </message>
    <message>
        <source>Save all…</source>
        <translation>すべて保存…</translation>
    </message>
    <message>
        <source>This kind of file is not opened from a message</source>
        <translation>この種類のファイルはメールから開けません</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Open “%1”?</source>
        <translation>「%1」を開きますか？</translation>
    </message>
    <message>
        <source>Files of this kind can do harm. Open it only if you know the sender and expected it.</source>
        <translation>この種類のファイルには危険なものがあります。差出人を知っていて、届く予定だった場合にだけ開いてください。</translation>
    </message>
    <message>
        <source>Save attachment</source>
        <translation>添付ファイルを保存</translation>
    </message>
    <message>
        <source>Save all attachments into a folder</source>
        <translation>すべての添付ファイルをフォルダーに保存</translation>
    </message>
    <message numerus="yes">
        <source>%Ln attachment(s)</source>
        <translation>
            <numerusform>添付ファイル %Ln個</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::AttemptList</name>
    <message>
        <source>Attempts</source>
        <translation>試した接続</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>送信</translation>
    </message>
</context>
<context>
    <name>ui::AttemptRow</name>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>trying…</source>
        <translation>試行中…</translation>
    </message>
    <message>
        <source>works</source>
        <translation>使用できます</translation>
    </message>
    <message>
        <source>not tried to the end</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>state and duration</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>only a suggestion, not tried</source>
        <translation>候補（試していません）</translation>
    </message>
    <message>
        <source>known provider</source>
        <comment>where a server&apos;s name comes from</comment>
        <translation>登録済みのプロバイダー</translation>
    </message>
    <message>
        <source>published by the domain</source>
        <comment>where a server&apos;s name comes from</comment>
        <translation>ドメインの公開設定</translation>
    </message>
    <message>
        <source>runs the domain’s mail</source>
        <comment>where a server&apos;s name comes from</comment>
        <translation>ドメインのメールの委託先</translation>
    </message>
    <message>
        <source>named in the domain’s DNS</source>
        <comment>where a server&apos;s name comes from</comment>
        <translation>ドメインのDNSに記載</translation>
    </message>
    <message>
        <source>usual name</source>
        <comment>where a server&apos;s name comes from</comment>
        <translation>一般的な名前</translation>
    </message>
    <message>
        <source>from the profile file</source>
        <comment>where a server&apos;s name comes from</comment>
        <translation>プロファイルの記載</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>encryption and origin</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>接続できません</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>切断されました</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>no secure connection</source>
        <translation>安全に接続できません</translation>
    </message>
    <message>
        <source>no encryption</source>
        <translation>暗号化に非対応</translation>
    </message>
    <message>
        <source>identity not confirmed</source>
        <translation>身元を確認できません</translation>
    </message>
    <message>
        <source>sign-in refused</source>
        <translation>サインインを拒否</translation>
    </message>
    <message>
        <source>not available now</source>
        <translation>一時的に利用不可</translation>
    </message>
    <message>
        <source>no common sign-in</source>
        <translation>共通の方式なし</translation>
    </message>
    <message>
        <source>user name missing</source>
        <translation>ユーザー名が不明</translation>
    </message>
    <message>
        <source>passphrase wanted</source>
        <translation>パスフレーズが必要</translation>
    </message>
    <message>
        <source>stopped at the proxy</source>
        <translation>プロキシで中断</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>POP3 only</source>
        <translation>POP3のみ</translation>
    </message>
</context>
<context>
    <name>ui::BrowserWait</name>
    <message>
        <source>Open the page again</source>
        <translation>ページをもう一度開く</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>リンクをコピー</translation>
    </message>
    <message>
        <source>Waiting for the browser</source>
        <translation>ブラウザーでのサインインを待っています</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Preparing the page…</source>
        <translation>ページを準備しています…</translation>
    </message>
    <message>
        <source>Sign in in your browser, on the page of %1.</source>
        <translation>ブラウザーで開いた%1のページでサインインしてください。</translation>
    </message>
    <message>
        <source>No browser could be opened.</source>
        <translation>ブラウザーを開けませんでした。</translation>
    </message>
    <message>
        <source>Hikyaku goes on by itself as soon as you have done so. Your password never reaches Hikyaku.</source>
        <translation>サインインが済むと自動で続きます。パスワードがHikyakuに渡ることはありません。</translation>
    </message>
    <message>
        <source>Copy the link, and open it in a browser on this computer.</source>
        <translation>リンクをコピーし、このコンピューターのブラウザーで開いてください。</translation>
    </message>
</context>
<context>
    <name>ui::ByHandPage</name>
    <message>
        <source>Receiving (IMAP)</source>
        <translation>受信（IMAP）</translation>
    </message>
    <message>
        <source>Sending (SMTP)</source>
        <translation>送信（SMTP）</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Same user name and password</source>
        <translation>受信と同じユーザー名とパスワード</translation>
    </message>
    <message>
        <source>Password for sending</source>
        <translation>送信用のパスワード</translation>
    </message>
    <message>
        <source>Network…</source>
        <translation>ネットワーク…</translation>
    </message>
    <message>
        <source>A proxy, the certificate of a company, your own certificate</source>
        <translation>プロキシ、会社の認証局、自分の証明書</translation>
    </message>
</context>
<context>
    <name>ui::CertificateDialog</name>
    <message>
        <source>Certificate of %1</source>
        <translation>%1 の証明書</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>発行先</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>サーバー名</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有効期間</translation>
    </message>
    <message>
        <source>SHA-256 of the certificate</source>
        <translation>証明書の指紋 (SHA-256)</translation>
    </message>
    <message>
        <source>SHA-256 of the key</source>
        <translation>鍵の指紋 (SHA-256)</translation>
    </message>
    <message>
        <source>Copy as PEM</source>
        <translation>PEM形式でコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Made on the way</source>
        <translation>通信の途中で作成</translation>
    </message>
    <message>
        <source>by %1, which can read this connection</source>
        <translation>%1（この通信の内容を読めます）</translation>
    </message>
</context>
<context>
    <name>ui::CertificateFile</name>
    <message>
        <source>Export certificate</source>
        <translation>証明書の書き出し</translation>
    </message>
    <message>
        <source>PEM text (*.pem)</source>
        <translation>PEM テキスト (*.pem)</translation>
    </message>
    <message>
        <source>DER (*.der)</source>
        <translation>DER (*.der)</translation>
    </message>
</context>
<context>
    <name>ui::CertificateForm</name>
    <message>
        <source>Passphrase of the file</source>
        <translation>ファイルのパスフレーズ</translation>
    </message>
    <message>
        <source>Sign in with this certificate instead of a password</source>
        <translation>パスワードの代わりにこの証明書でサインインする</translation>
    </message>
    <message>
        <source>Add from file…</source>
        <translation>ファイルから追加…</translation>
    </message>
    <message>
        <source>The certificate of an authority (PEM, DER), or your own with its key (PKCS #12, .p12, .pfx)</source>
        <translation>認証局の証明書（PEM、DER）、または鍵の付いた自分の証明書（PKCS #12、.p12、.pfx）</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Of a company that issues its own, or with which you sign in. They count for this account only.</source>
        <translation>会社の認証局や自分の証明書です。このアカウントだけに使います。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Add a certificate</source>
        <translation>証明書を追加</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.p12 *.pfx)</source>
        <translation>証明書 (*.pem *.crt *.cer *.der *.p12 *.pfx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>This passphrase does not open the file.</source>
        <translation>このパスフレーズではファイルを開けません。</translation>
    </message>
    <message>
        <source>There is no certificate in this file that can be used here.</source>
        <translation>このファイルには、ここで使える証明書がありません。</translation>
    </message>
    <message>
        <source>%1 – ended on %2</source>
        <translation>%1（%2 に期限切れ）</translation>
    </message>
    <message>
        <source>%1 – valid until %2</source>
        <translation>%1（%2 まで有効）</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>表示…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>ui::CertificatesPage</name>
    <message>
        <source>Trusted by you</source>
        <translation>信頼したサーバー</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>信頼した日時</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>None. Every server so far has proved who it is.</source>
        <translation>ありません。これまでのサーバーはすべて身元を確認できました。</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>表示…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>信頼を取り消す</translation>
    </message>
    <message>
        <source>The next connection asks again</source>
        <translation>次に接続するとき、もう一度確認します</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Servers whose certificate this computer cannot verify, and which you trusted all the same. Each holds for one key, one server and one port only.</source>
        <translation>このコンピューターでは証明書を検証できず、それでも信頼すると決めたサーバーです。それぞれ、1つの鍵、1つのサーバー、1つのポートだけに有効です。</translation>
    </message>
    <message>
        <source>%1 may use TLS 1.0 and 1.1, which can be broken.</source>
        <translation>%1 で、解読のおそれがある TLS 1.0 と 1.1 を許可しています。</translation>
    </message>
    <message>
        <source>You allowed it for the account %1. Whoever is on the way may read its password and mail.</source>
        <translation>アカウント %1 で許可しています。通信の途中で、パスワードやメールを読み取られるおそれがあります。</translation>
    </message>
    <message>
        <source>Do not allow any more</source>
        <translation>許可をやめる</translation>
    </message>
</context>
<context>
    <name>ui::ClientIdDialog</name>
    <message>
        <source>Client ID for %1</source>
        <translation>%1のクライアントID</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>%1 lets programs sign people in only after somebody has registered them there, as a desktop application. Whoever did that has a client ID, and perhaps a client secret. Your own password does not belong here.</source>
        <translation>%1でのサインインには、このプログラムをデスクトップアプリケーションとして%1に登録しておく必要があります。登録した人には、クライアントIDと、場合によってはクライアントシークレットが発行されます。ご自分のパスワードをここに入力しないでください。</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>クライアントID</translation>
    </message>
    <message>
        <source>Client secret, if there is one</source>
        <translation>クライアントシークレット（ある場合）</translation>
    </message>
</context>
<context>
    <name>ui::ComposeHeader</name>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Bcc</translation>
    </message>
    <message>
        <source>The others do not see these recipients</source>
        <translation>ここに入れた宛先は、ほかの人には表示されません</translation>
    </message>
    <message>
        <source>From</source>
        <translation>差出人</translation>
    </message>
    <message>
        <source>Add recipients of a copy</source>
        <translation>写しを送る宛先を追加</translation>
    </message>
    <message>
        <source>Add recipients the others do not see</source>
        <translation>ほかの人に表示されない宛先を追加</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>件名</translation>
    </message>
</context>
<context>
    <name>ui::ComposeWindow</name>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Send (%1)</source>
        <translation>送信 (%1)</translation>
    </message>
    <message>
        <source>Attach…</source>
        <translation>添付…</translation>
    </message>
    <message>
        <source>Picture.png</source>
        <comment>file name of a pasted picture</comment>
        <translation>画像.png</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>送信中…</translation>
    </message>
    <message>
        <source>The message is being fetched…</source>
        <translation>メールを取得しています…</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新規メール</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Draft kept on this computer, %1</source>
        <translation>下書きを保存しました（このコンピューター、%1）</translation>
    </message>
    <message>
        <source>There is no subject, and the text speaks of an attachment but there is none.</source>
        <translation>件名がありません。
本文に添付の記載がありますが、ファイルがありません。</translation>
    </message>
    <message>
        <source>There is no subject.</source>
        <translation>件名がありません。</translation>
    </message>
    <message>
        <source>The text speaks of an attachment, but there is none.</source>
        <translation>本文に添付の記載がありますが、ファイルが添付されていません。</translation>
    </message>
    <message>
        <source>Write a subject</source>
        <translation>件名を入力</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>このまま送信</translation>
    </message>
    <message>
        <source>There is no account to send from.</source>
        <translation>送信に使うアカウントがありません。</translation>
    </message>
    <message>
        <source>Add one in the main window; this message stays here.</source>
        <translation>メインウィンドウでアカウントを追加してください。このメールはこのまま残ります。</translation>
    </message>
    <message>
        <source>%1 is not a complete mail address.</source>
        <translation>「%1」はメールアドレスとして不完全です。</translation>
    </message>
    <message>
        <source>Who should get this message?</source>
        <translation>宛先を入力してください。</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添付するファイルを選択</translation>
    </message>
    <message>
        <source>Keep this message as a draft?</source>
        <translation>このメールを下書きとして保存しますか？</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>書き続ける</translation>
    </message>
    <message>
        <source>Keep draft</source>
        <translation>下書きを保存</translation>
    </message>
    <message>
        <source>Kept on this computer; the main window reopens it.</source>
        <translation>このコンピューターに保存されます。
続きはメインウィンドウから書けます。</translation>
    </message>
</context>
<context>
    <name>ui::ComputerPage</name>
    <message>
        <source>Messages</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>Accounts, drafts, Outbox</source>
        <translation>アカウント、下書き、送信トレイ</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Window settings</source>
        <translation>ウィンドウの設定</translation>
    </message>
    <message>
        <source>Copies of messages as your servers sent them, so that they can be read offline.</source>
        <translation>オフラインでも読めるように保存した、サーバーから届いたままのメールです。</translation>
    </message>
    <message>
        <source>Subjects, senders, dates, folders. Made again from your servers when it is missing.</source>
        <translation>件名、差出人、日付、フォルダーです。なくなっても、サーバーから作り直されます。</translation>
    </message>
    <message>
        <source>What is on no server yet, and the certificates you trusted. No password is in it.</source>
        <translation>まだサーバーにないものと、信頼した証明書です。パスワードは含まれません。</translation>
    </message>
    <message>
        <source>What the program did, for whoever helps you. No password and no message text.</source>
        <translation>困ったときの相談に使う動作の記録です。パスワードと本文は含まれません。</translation>
    </message>
    <message>
        <source>Sizes and places of windows and columns.</source>
        <translation>ウィンドウや列の大きさと位置です。</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>How to erase it</source>
        <translation>消去するには</translation>
    </message>
    <message>
        <source>One account: remove it on the page Accounts, and let its mail be erased, too. The server keeps its mail.</source>
        <translation>アカウント1つ分: 「アカウント」のページで削除し、メールも一緒に消去します。サーバーのメールはそのまま残ります。</translation>
    </message>
    <message>
        <source>Everything: send what waits in the Outbox, close Hikyaku, wait a minute, then delete this folder. What is on your servers comes again when you set your accounts up.</source>
        <translation>すべて: 送信トレイのメールを送信してからHikyakuを終了し、1分ほど待って、次のフォルダーを削除します。サーバーにあるものは、アカウントを設定し直せば元に戻ります。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
    <message>
        <source>Together %1.</source>
        <translation>合計 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) that a server no longer has are kept for a while.</source>
        <translation>
            <numerusform>サーバーからなくなったメール%Ln通を、しばらく保管しています。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DateWords</name>
    <message>
        <source>en_GB</source>
        <extracomment>The locale that writes dates in this language, e.g. ja_JP</extracomment>
        <translation>ja_JP</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>dddd</source>
        <extracomment>A Qt date format: a weekday of the last week, alone</extracomment>
        <translation>dddd</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A Qt date format: day and month of this year</extracomment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A Qt date format: a day of another year, short</extracomment>
        <translation>yyyy/MM/dd</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>日付なし</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy, H:mm</source>
        <extracomment>A Qt date format: weekday, day and time, in full</extracomment>
        <translation>yyyy年M月d日(ddd) H:mm</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去7日間</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <extracomment>A Qt date format: a month of a year</extracomment>
        <translation>yyyy年M月</translation>
    </message>
</context>
<context>
    <name>ui::DirectoryCard</name>
    <message>
        <source>Save and try</source>
        <translation>保存して試す</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>As the server says</source>
        <translation>サーバーの指定に従う</translation>
    </message>
    <message>
        <source>Without signing in</source>
        <translation>サインインしない</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Search below (base DN)</source>
        <translation>検索の起点（ベースDN）</translation>
    </message>
    <message>
        <source>Sign in as (DN)</source>
        <translation>サインインするDN</translation>
    </message>
    <message>
        <source>Directory (LDAP)</source>
        <translation>ディレクトリ（LDAP）</translation>
    </message>
    <message>
        <source>People of your company are offered while you type an address.</source>
        <translation>宛先を入力するときに、会社の名簿から候補を出します。</translation>
    </message>
    <message>
        <source>Asking the directory…</source>
        <translation>ディレクトリに問い合わせています…</translation>
    </message>
    <message>
        <source>Saved. The directory answers, but does not know you. Are the base DN and the sign-in right?</source>
        <translation>保存しました。ディレクトリは応答しましたが、あなたのアドレスが見つかりません。ベースDNとサインインするDNを確認してください。</translation>
    </message>
    <message>
        <source>Saved. The directory answers and knows you.</source>
        <translation>保存しました。ディレクトリが応答し、あなたのアドレスが見つかりました。</translation>
    </message>
    <message>
        <source>Saved, but the directory could not be asked. %1</source>
        <translation>保存しましたが、ディレクトリに問い合わせできませんでした。%1</translation>
    </message>
</context>
<context>
    <name>ui::DraftAttachments</name>
    <message>
        <source>Attachments</source>
        <translation>添付ファイル</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>「%1」を外す</translation>
    </message>
</context>
<context>
    <name>ui::DraftsBar</name>
    <message>
        <source>Go on writing</source>
        <translation>続きを書く</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished message(s) kept on this computer</source>
        <translation>
            <numerusform>書きかけのメールが%n通、このコンピューターにあります</numerusform>
        </translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>件名なし</translation>
    </message>
</context>
<context>
    <name>ui::ErrorWords</name>
    <message>
        <source>This computer has no network connection.</source>
        <translation>このコンピューターはネットワークに接続されていません。</translation>
    </message>
    <message>
        <source>The server %1 was not found.</source>
        <translation>サーバー %1 が見つかりません。</translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation>%1 に接続できません。</translation>
    </message>
    <message>
        <source>The port may be wrong or blocked by your network, or the server may be down just now.</source>
        <translation>ポートが違う、ネットワークがポートを遮断している、サーバーが停止している、のどれかが考えられます。</translation>
    </message>
    <message>
        <source>%1 closed the connection.</source>
        <translation>%1 が接続を切断しました。</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 から時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>No secure connection with %1 could be made.</source>
        <translation>%1 と安全に接続できませんでした。</translation>
    </message>
    <message>
        <source>%1 does not offer encryption on this port.</source>
        <translation>%1 はこのポートで暗号化に対応していません。</translation>
    </message>
    <message>
        <source>Your password was not sent. Use a port with TLS, or ask the people who run the server.</source>
        <translation>パスワードは送っていません。TLSを使えるポートを指定するか、サーバーの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>The identity of %1 cannot be confirmed.</source>
        <translation>%1 の身元を確認できません。</translation>
    </message>
    <message>
        <source>Nothing was sent, not even your user name. Look at its certificate, then try again to decide.</source>
        <translation>ユーザー名も含め、何も送っていません。証明書を確かめてから、もう一度試して判断してください。</translation>
    </message>
    <message>
        <source>%1 refused the user name or the password.</source>
        <translation>%1 がユーザー名またはパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>Check both. Some providers want an app password that you make on their web page.</source>
        <translation>両方を確認してください。アプリパスワードが必要なプロバイダーもあります。</translation>
    </message>
    <message>
        <source>%1 cannot check passwords just now.</source>
        <translation>%1 は現在、パスワードを確認できません。</translation>
    </message>
    <message>
        <source>%1 offers no way to sign in that this program may use.</source>
        <translation>%1 には、Hikyakuが使用できるサインイン方式がありません。</translation>
    </message>
    <message>
        <source>Ask the people who run the server which sign-in it needs.</source>
        <translation>必要なサインイン方式をサーバーの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>%1 answered in a way that is not allowed.</source>
        <translation>%1 の応答が通信の規則に合っていません。</translation>
    </message>
    <message>
        <source>The connection was closed to be safe. If this stays so, tell the people who run the server.</source>
        <translation>安全のため接続を閉じました。繰り返すときは、サーバーの管理者に知らせてください。</translation>
    </message>
    <message>
        <source>The server refused: %1.</source>
        <translation>サーバーが要求を拒否しました: %1</translation>
    </message>
    <message>
        <source>Its own words are below.</source>
        <translation>サーバーからの応答は下のとおりです。</translation>
    </message>
    <message>
        <source>%1 is busy.</source>
        <translation>%1 が混み合っています。</translation>
    </message>
    <message>
        <source>It may have been renamed or deleted elsewhere.</source>
        <translation>ほかの場所で名前の変更や削除が行われた可能性があります。</translation>
    </message>
    <message>
        <source>It may have been moved or deleted elsewhere.</source>
        <translation>ほかの場所で移動や削除が行われた可能性があります。</translation>
    </message>
    <message>
        <source>Your mailbox on the server is full.</source>
        <translation>サーバーのメール容量がいっぱいです。</translation>
    </message>
    <message>
        <source>Delete or move something, then try again.</source>
        <translation>メールを削除または移動してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>The message is larger than the limit.</source>
        <translation>メールが上限サイズを超えています。</translation>
    </message>
    <message>
        <source>The server refused a recipient: %1.</source>
        <translation>サーバーが宛先 %1 を受け付けませんでした。</translation>
    </message>
    <message>
        <source>The server does not let you send as %1.</source>
        <translation>サーバーが %1 からの送信を許可していません。</translation>
    </message>
    <message>
        <source>Check the address of the account.</source>
        <translation>アカウントのメールアドレスを確認してください。</translation>
    </message>
    <message>
        <source>The connection broke just as the server should have confirmed the message.</source>
        <translation>送信の完了をサーバーから受け取る直前に、接続が切れました。</translation>
    </message>
    <message>
        <source>It may have been sent. Look into Sent, or ask the recipient, before you send it again.</source>
        <translation>送信された可能性があります。もう一度送る前に、「送信済み」を見るか、宛先の方に確認してください。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>ディスクの空き容量がありません。</translation>
    </message>
    <message>
        <source>A file of this program is damaged: %1.</source>
        <translation>Hikyakuのファイルが壊れています: %1</translation>
    </message>
    <message>
        <source>This computer could not read or write: %1.</source>
        <translation>読み書きできませんでした: %1</translation>
    </message>
    <message>
        <source>Check the permissions and the disk.</source>
        <translation>アクセス権とディスクの状態を確認してください。</translation>
    </message>
    <message>
        <source>This cannot be used: %1.</source>
        <translation>使用できない値です: %1</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>修正してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>An error in this program: %1.</source>
        <translation>Hikyakuの内部でエラーが発生しました: %1</translation>
    </message>
    <message>
        <source>Please report it. Nothing is lost.</source>
        <translation>お手数ですがご報告ください。失われたものはありません。</translation>
    </message>
    <message>
        <source>Something went wrong: %1.</source>
        <translation>問題が発生しました: %1</translation>
    </message>
    <message>
        <source>the server for sending</source>
        <translation>送信サーバー</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>暗号化なし</translation>
    </message>
    <message>
        <source>What you do now is kept, and goes to the server when the connection is back.</source>
        <translation>今の操作は保存され、接続が戻ったときにサーバーへ反映されます。</translation>
    </message>
    <message>
        <source>Check the name for typing mistakes, and your network connection.</source>
        <translation>サーバー名に打ち間違いがないか、ネットワークにつながっているかを確認してください。</translation>
    </message>
    <message>
        <source>This usually passes. Hikyaku tries again by itself.</source>
        <translation>たいていは一時的なものです。自動でもう一度試します。</translation>
    </message>
    <message>
        <source>The server or the network is slow just now. Hikyaku tries again by itself.</source>
        <translation>サーバーまたはネットワークが混み合っています。自動でもう一度試します。</translation>
    </message>
    <message>
        <source>Your password is kept. Hikyaku tries again by itself.</source>
        <translation>パスワードはそのまま保持しています。自動でもう一度試します。</translation>
    </message>
    <message>
        <source>Hikyaku tries again by itself.</source>
        <translation>自動でもう一度試します。</translation>
    </message>
    <message>
        <source>There is no mailbox %1.</source>
        <translation>フォルダー「%1」がありません。</translation>
    </message>
    <message>
        <source>This message is no longer there.</source>
        <translation>このメールはもうありません。</translation>
    </message>
    <message>
        <source>The server has renumbered the mailbox %1.</source>
        <translation>サーバーでフォルダー「%1」の番号が付け直されました。</translation>
    </message>
    <message>
        <source>Hikyaku reads it again. Nothing is lost.</source>
        <translation>もう一度読み込みます。失われるものはありません。</translation>
    </message>
    <message>
        <source>Send fewer attachments at once, or share large files in another way.</source>
        <translation>添付ファイルを分けて送るか、大きなファイルは別の方法で共有してください。</translation>
    </message>
    <message>
        <source>Check the address for typing mistakes.</source>
        <translation>アドレスに入力間違いがないか確認してください。</translation>
    </message>
    <message>
        <source>Free some space; then Hikyaku goes on by itself. Nothing on the server is lost.</source>
        <translation>空き容量を増やすと、自動で再開します。サーバーのメールは失われません。</translation>
    </message>
    <message>
        <source>It may hold what was not sent yet: copy it before you do anything else. Then the command “hikyakuctl doctor --recover” saves drafts and the Outbox. Everything that is on the server can be fetched again.</source>
        <translation>まだ送信していないものが入っているかもしれません。まずこのファイルの写しを取ってください。次に「hikyakuctl doctor --recover」を実行すると、下書きと送信トレイを救い出せます。サーバーにあるものは、もう一度取得できます。</translation>
    </message>
    <message>
        <source>The name %1 is already taken.</source>
        <translation>「%1」という名前はすでに使われています。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>別の名前にしてください。</translation>
    </message>
    <message>
        <source>%1 was set aside: this program&apos;s mail engine crashed over it twice.</source>
        <translation>「%1」は後回しにしています。処理中にメールエンジンが 2 回異常終了しました。</translation>
    </message>
    <message>
        <source>Everything else goes on. It is tried again after the next update of Hikyaku.</source>
        <translation>ほかの処理は続いています。Hikyakuを更新すると、もう一度試します。</translation>
    </message>
    <message>
        <source>The proxy %1 was not found.</source>
        <translation>プロキシ %1 が見つかりません。</translation>
    </message>
    <message>
        <source>Check its name under “Network” in the settings of the account. Hikyaku does not go around a proxy.</source>
        <translation>アカウント設定の「ネットワーク」で名前を確認してください。Hikyakuがプロキシを避けて接続することはありません。</translation>
    </message>
    <message>
        <source>The proxy %1 does not answer.</source>
        <translation>プロキシ %1 が応答しません。</translation>
    </message>
    <message>
        <source>Check its port under “Network” in the settings of the account. Hikyaku does not go around a proxy.</source>
        <translation>アカウント設定の「ネットワーク」でポートを確認してください。Hikyakuがプロキシを避けて接続することはありません。</translation>
    </message>
    <message>
        <source>The proxy %1 gave no answer that can be understood.</source>
        <translation>プロキシ %1 から理解できる応答がありません。</translation>
    </message>
    <message>
        <source>Perhaps it is another kind of proxy. Ask the people who run your network.</source>
        <translation>プロキシの種類が違う可能性があります。ネットワークの管理者に確認してください。</translation>
    </message>
    <message>
        <source>The proxy %1 did not let you in.</source>
        <translation>プロキシ %1 にサインインできません。</translation>
    </message>
    <message>
        <source>It wants a user name and a password of its own, not those of your mail. You set them under “Network” in the settings of the account.</source>
        <translation>メールとは別の、プロキシ専用のユーザー名とパスワードが必要です。アカウント設定の「ネットワーク」で入力できます。</translation>
    </message>
    <message>
        <source>The proxy does not allow connections to %1.</source>
        <translation>プロキシが %1 への接続を許可していません。</translation>
    </message>
    <message>
        <source>Ask the people who run your network to allow this server and this port.</source>
        <translation>このサーバーとポートの許可を、ネットワークの管理者に依頼してください。</translation>
    </message>
    <message>
        <source>The proxy cannot reach %1.</source>
        <translation>プロキシから %1 に接続できません。</translation>
    </message>
    <message>
        <source>The server may be down just now, or your network does not let the proxy go there.</source>
        <translation>サーバーが停止しているか、プロキシからの接続がネットワークで禁止されている可能性があります。</translation>
    </message>
    <message>
        <source>The passphrase is missing or does not fit.</source>
        <translation>パスフレーズがないか、正しくありません。</translation>
    </message>
    <message>
        <source>It protects your own certificate on this computer, and is not a password of the server.</source>
        <translation>このコンピューターにある自分の証明書を開くためのもので、サーバーのパスワードではありません。</translation>
    </message>
    <message>
        <source>This usually passes. Try again in a while.</source>
        <translation>たいていは一時的なものです。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>Your password may well be right. Try again in a while.</source>
        <translation>パスワードは正しい可能性があります。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>Check its name and port under “Network” when you set the account up by hand. Hikyaku does not go around a proxy.</source>
        <translation>「手動で設定」の「ネットワーク」で名前とポートを確認してください。Hikyakuがプロキシを避けて接続することはありません。</translation>
    </message>
    <message>
        <source>It wants a user name and a password of its own, not those of your mail. You set them under “Network” when you set the account up by hand.</source>
        <translation>メールとは別の、プロキシ専用のユーザー名とパスワードが必要です。「手動で設定」の「ネットワーク」で入力できます。</translation>
    </message>
    <message>
        <source>Free some space, then try again. The account was not stored.</source>
        <translation>空き容量を増やしてから、もう一度お試しください。アカウントは保存されていません。</translation>
    </message>
    <message>
        <source>It opens your own certificate and is not a password of the server. You type it under “Network” when you set the account up by hand.</source>
        <translation>ご自分の証明書を開くためのもので、サーバーのパスワードではありません。「手動で設定」の「ネットワーク」で入力できます。</translation>
    </message>
    <message>
        <source>Receiving works with them. Sending may want others: set the account up by hand, and clear “Same user name and password”.</source>
        <translation>受信はできました。送信には別のユーザー名やパスワードが必要かもしれません。手動で設定し、「受信と同じユーザー名とパスワード」を外してください。</translation>
    </message>
    <message>
        <source>The server may be too old, want a certificate of your own, or be disturbed by something on the way. Nothing was sent.</source>
        <translation>サーバーが古い、ご自分の証明書が必要、途中の機器が接続を妨げている、のどれかが考えられます。何も送っていません。</translation>
    </message>
</context>
<context>
    <name>ui::FatalNotice</name>
    <message>
        <source>Hikyaku cannot start</source>
        <translation>Hikyakuを起動できません</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ui::FlawWords</name>
    <message>
        <source>Type your mail address.</source>
        <translation>メールアドレスを入力してください。</translation>
    </message>
    <message>
        <source>This is not a complete mail address. It looks like name@example.com.</source>
        <translation>メールアドレスとして不完全です。name@example.com のような形で入力してください。</translation>
    </message>
    <message>
        <source>Type the password of this mail account.</source>
        <translation>このメールアカウントのパスワードを入力してください。</translation>
    </message>
    <message>
        <source>Type the name of the server.</source>
        <translation>サーバー名を入力してください。</translation>
    </message>
    <message>
        <source>Type the port, a number up to 65535.</source>
        <translation>ポートを65535までの数で入力してください。</translation>
    </message>
    <message>
        <source>Type the user name. Often it is the whole mail address.</source>
        <translation>ユーザー名を入力してください。多くはメールアドレスと同じです。</translation>
    </message>
    <message>
        <source>This version receives over IMAP only.</source>
        <translation>このバージョンの受信はIMAPだけに対応しています。</translation>
    </message>
    <message>
        <source>Type what your provider gave you to sign in with. It is not the mail address.</source>
        <translation>プロバイダーから通知されたサインイン用の名前を入力してください。メールアドレスとは異なります。</translation>
    </message>
    <message>
        <source>Type the name of the proxy.</source>
        <translation>プロキシの名前を入力してください。</translation>
    </message>
    <message>
        <source>Type the port of the proxy.</source>
        <translation>プロキシのポートを入力してください。</translation>
    </message>
</context>
<context>
    <name>ui::IdentityPage</name>
    <message>
        <source>Keep the password in the system keyring</source>
        <translation>パスワードをシステムのキーリングに保存する</translation>
    </message>
    <message>
        <source>As others will see it</source>
        <translation>相手に表示される名前</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>ブラウザーでサインイン</translation>
    </message>
</context>
<context>
    <name>ui::MailboxCommands</name>
    <message>
        <source>New folder…</source>
        <translation>新しいフォルダー…</translation>
    </message>
    <message>
        <source>Account settings…</source>
        <translation>アカウントの設定…</translation>
    </message>
    <message>
        <source>New folder in %1…</source>
        <translation>「%1」の中に新しいフォルダー…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示する</translation>
    </message>
    <message>
        <source>Empty Trash</source>
        <translation>ごみ箱を空にする</translation>
    </message>
    <message>
        <source>Empty Junk</source>
        <translation>迷惑メールを空にする</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新しいフォルダー</translation>
    </message>
    <message>
        <source>In %1.</source>
        <translation>「%1」の中に作成します。</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Rename folder</source>
        <translation>フォルダーの名前を変更</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>変更</translation>
    </message>
</context>
<context>
    <name>ui::MailboxNameDialog</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The folder needs a name.</source>
        <translation>フォルダーの名前を入力してください。</translation>
    </message>
    <message>
        <source>The server uses one of these characters to separate folders. Leave it out.</source>
        <translation>フォルダーの区切りに使われる文字が含まれています。別の文字にしてください。</translation>
    </message>
    <message>
        <source>It contains a character that a name cannot have.</source>
        <translation>名前に使えない文字が含まれています。</translation>
    </message>
    <message>
        <source>A folder with this name already exists.</source>
        <translation>同じ名前のフォルダーがあります。</translation>
    </message>
</context>
<context>
    <name>ui::MailboxPicker</name>
    <message>
        <source>Search folders</source>
        <translation>フォルダーを検索</translation>
    </message>
</context>
<context>
    <name>ui::MailboxView</name>
    <message>
        <source>Mailboxes</source>
        <translation>フォルダー</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Welcome to Hikyaku</source>
        <translation>Hikyakuへようこそ</translation>
    </message>
    <message>
        <source>Your mail appears here once an account is set up.</source>
        <translation>アカウントを設定すると、ここにメールが表示されます。</translation>
    </message>
    <message>
        <source>Set up an account…</source>
        <translation>アカウントを設定…</translation>
    </message>
    <message>
        <source>Hikyaku</source>
        <translation>Hikyaku</translation>
    </message>
    <message>
        <source>%1 (%2) — Hikyaku</source>
        <translation>%1 (%2) — Hikyaku</translation>
    </message>
    <message>
        <source>%1 — Hikyaku</source>
        <translation>%1 — Hikyaku</translation>
    </message>
</context>
<context>
    <name>ui::MessageBar</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ui::MessageBody</name>
    <message>
        <source>Text of the message</source>
        <translation>メールの本文</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln quoted line(s)</source>
        <translation>
            <numerusform>引用を表示（%Ln行）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hide %Ln quoted line(s)</source>
        <translation>
            <numerusform>引用を隠す（%Ln行）</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>リンクをコピー</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>Show more of this long message (%L1 characters)</source>
        <translation>この長いメールの続きを表示（%L1文字）</translation>
    </message>
</context>
<context>
    <name>ui::MessageDelegate</name>
    <message>
        <source>(nobody)</source>
        <comment>a message without an author or without recipients</comment>
        <translation>（なし）</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（件名なし）</translation>
    </message>
</context>
<context>
    <name>ui::MessageHeader</name>
    <message>
        <source>(no subject)</source>
        <translation>（件名なし）</translation>
    </message>
    <message>
        <source>No sender is named</source>
        <translation>差出人の記載がありません</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>宛先: %1</translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation>Cc: %1</translation>
    </message>
    <message>
        <source>Bcc: %1</source>
        <translation>Bcc: %1</translation>
    </message>
    <message>
        <source>Sent by: %1</source>
        <translation>代理の差出人: %1</translation>
    </message>
    <message numerus="yes">
        <source>To %1 and %Ln more</source>
        <translation>
            <numerusform>宛先: %1、ほか%Ln人</numerusform>
        </translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>宛先: %1</translation>
    </message>
    <message>
        <source>Replies go to: %1</source>
        <translation>返信先: %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>宛先を短く表示</translation>
    </message>
    <message>
        <source>Show all recipients with their addresses</source>
        <translation>すべての宛先をアドレスと共に表示</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>スターを外す</translation>
    </message>
    <message>
        <source>Star this message</source>
        <translation>スターを付ける</translation>
    </message>
</context>
<context>
    <name>ui::MessageListPane</name>
    <message>
        <source>Messages</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>Messages in %1</source>
        <translation>「%1」のメール</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) selected</source>
        <translation>
            <numerusform>%Ln通を選択</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln通</numerusform>
        </translation>
    </message>
    <message>
        <source>No mailbox is selected</source>
        <translation>フォルダーが選択されていません</translation>
    </message>
    <message>
        <source>Messages are on their way</source>
        <translation>メールを受信しています</translation>
    </message>
    <message>
        <source>They appear here, newest first.</source>
        <translation>新しいものから順に表示されます。</translation>
    </message>
    <message>
        <source>No messages here</source>
        <translation>メールはありません</translation>
    </message>
    <message>
        <source>Empty Trash</source>
        <translation>ごみ箱を空にする</translation>
    </message>
    <message>
        <source>Empty Junk</source>
        <translation>迷惑メールを空にする</translation>
    </message>
</context>
<context>
    <name>ui::MessageListView</name>
    <message>
        <source>Messages</source>
        <translation>メール</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln通</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessagePane</name>
    <message>
        <source>Message</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>The message is being fetched</source>
        <translation>メールを取得しています</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) selected</source>
        <translation>
            <numerusform>%Ln通のメールを選択中</numerusform>
        </translation>
    </message>
    <message>
        <source>What you choose now happens to all of them.</source>
        <translation>これから行う操作は、選択したすべてのメールに適用されます。</translation>
    </message>
    <message>
        <source>No message is selected</source>
        <translation>メールが選択されていません</translation>
    </message>
    <message>
        <source>Choose one in the list to read it here.</source>
        <translation>一覧から選ぶと、ここに表示されます。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>“%1” was saved.</source>
        <translation>「%1」を保存しました。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were saved.</source>
        <translation>
            <numerusform>%Ln個のファイルを保存しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>保存先を開く</translation>
    </message>
    <message>
        <source>“%1” was not saved. %2</source>
        <translation>「%1」を保存できませんでした。%2</translation>
    </message>
    <message>
        <source>Leads to %1</source>
        <translation>リンク先: %1</translation>
    </message>
    <message>
        <source>This link hides where it leads.</source>
        <translation>このリンクは行き先が分かりにくくなっています。</translation>
    </message>
    <message>
        <source>It leads to %1

Full address: %2</source>
        <translation>実際の行き先: %1

URL全体: %2</translation>
    </message>
    <message>
        <source>Open it anyway</source>
        <translation>それでも開く</translation>
    </message>
</context>
<context>
    <name>ui::NetworkForm</name>
    <message>
        <source>Proxy</source>
        <translation>プロキシ</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>User name at the proxy</source>
        <translation>プロキシのユーザー名</translation>
    </message>
    <message>
        <source>Password of the proxy</source>
        <translation>プロキシのパスワード</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>システムの設定に従う</translation>
    </message>
    <message>
        <source>Directly, without a proxy</source>
        <translation>プロキシを使わず直接接続</translation>
    </message>
    <message>
        <source>Through a SOCKS5 proxy</source>
        <translation>SOCKS5 プロキシを経由</translation>
    </message>
    <message>
        <source>Through an HTTP proxy (CONNECT)</source>
        <translation>HTTP プロキシ (CONNECT) を経由</translation>
    </message>
    <message>
        <source>None, if the proxy asks for none</source>
        <translation>不要なら空のまま</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続方法</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>変更なし</translation>
    </message>
    <message>
        <source>The server for receiving</source>
        <translation>受信サーバー</translation>
    </message>
    <message>
        <source>The server for sending</source>
        <translation>送信サーバー</translation>
    </message>
    <message>
        <source>These versions can be broken: whoever is on the way may read your password and your mail. Allow them only for a server that knows nothing better.</source>
        <translation>この版は解読されるおそれがあり、通信の途中でパスワードやメールを読み取られる可能性があります。新しい版に対応していないサーバーにだけ許可してください。</translation>
    </message>
    <message>
        <source>May use TLS 1.0 and 1.1</source>
        <translation>TLS 1.0 と 1.1 を許可</translation>
    </message>
</context>
<context>
    <name>ui::Notices</name>
    <message>
        <source>The sender of this message may not be who it seems.</source>
        <translation>このメールの差出人は、表示どおりの相手ではない可能性があります。</translation>
    </message>
    <message>
        <source>It names no sender who could be answered.</source>
        <translation>返信できる差出人の記載がありません。</translation>
    </message>
    <message>
        <source>This message is damaged. What could be read is shown.</source>
        <translation>このメールは壊れています。読み取れた部分を表示しています。</translation>
    </message>
    <message>
        <source>This message holds messages inside messages, too many levels deep. The innermost are not shown.</source>
        <translation>このメールには、メールが何重にも入れ子で添付されています。奥のものは表示していません。</translation>
    </message>
    <message>
        <source>Some characters may be wrong: the message does not say how it is encoded.</source>
        <translation>文字コードの記載がないため、一部の文字が正しく表示されない可能性があります。</translation>
    </message>
    <message>
        <source>Something about this message is unusual.</source>
        <translation>このメールには通常と異なる点があります。</translation>
    </message>
    <message>
        <source>Shown as text. The sender formatted this message as a web page.</source>
        <translation>HTML形式のメールをテキストで表示しています。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s) on the internet were not loaded.</source>
        <translation>
            <numerusform>インターネット上の%Ln個の要素は読み込んでいません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Its address is %1</source>
        <translation>実際のアドレス: %1</translation>
    </message>
    <message>
        <source>It calls itself “%1”, but its address is %2</source>
        <translation>「%1」と名乗っていますが、実際のアドレスは %2 です。</translation>
    </message>
</context>
<context>
    <name>ui::Outbox</name>
    <message>
        <source>Waiting to be sent</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>今すぐ送信</translation>
    </message>
    <message>
        <source>It is sent as soon as the server can be reached.</source>
        <translation>サーバーに接続でき次第、送信します。</translation>
    </message>
    <message>
        <source>Next try at %1.</source>
        <translation>%1 にもう一度試します。</translation>
    </message>
    <message>
        <source>Hikyaku tries again by itself.</source>
        <translation>自動でもう一度試します。</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>送信できませんでした</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>The server does not take mail for %1.</source>
        <translation>サーバーが宛先 %1 へのメールを受け付けません。</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>The server is taking it just now.</source>
        <translation>サーバーに渡しています。</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>The server took it.</source>
        <translation>サーバーに渡しました。</translation>
    </message>
    <message>
        <source>May or may not have arrived</source>
        <translation>届いたかどうか不明</translation>
    </message>
    <message>
        <source>The connection broke at the last moment, after the whole message was handed over. Look into the Sent mailbox or ask the recipients before you send it again: they might get it twice.</source>
        <translation>メール全体を渡した直後に接続が切れました。二重に届くことがあるため、もう一度送る前に「送信済み」を見るか、宛先の方に確認してください。</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>もう一度送信…</translation>
    </message>
    <message>
        <source>The server says: “%1”</source>
        <translation>サーバーの応答: 「%1」</translation>
    </message>
    <message>
        <source>Put into the Outbox.</source>
        <translation>送信トレイに入れました。</translation>
    </message>
    <message>
        <source>To be sent again.</source>
        <translation>もう一度送信待ちになりました。</translation>
    </message>
    <message>
        <source>The server was reached; the message is handed over.</source>
        <translation>サーバーに接続し、メールを渡し始めました。</translation>
    </message>
    <message>
        <source>Hikyaku ended before the server&apos;s answer came.</source>
        <translation>サーバーの応答が届く前にHikyakuが終了しました。</translation>
    </message>
    <message>
        <source>The connection broke after the last line, before the server&apos;s answer came.</source>
        <translation>最後まで渡したあと、サーバーの応答が届く前に接続が切れました。</translation>
    </message>
    <message>
        <source>%1 was refused.</source>
        <translation>%1 宛ては拒否されました。</translation>
    </message>
    <message>
        <source>It waits a few seconds, so that sending can be undone.</source>
        <translation>送信を取り消せるように、数秒待っています。</translation>
    </message>
</context>
<context>
    <name>ui::OutboxCard</name>
    <message>
        <source>Discard…</source>
        <translation>破棄…</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>（件名なし）</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>宛先: %1</translation>
    </message>
    <message>
        <source>Send this message again?</source>
        <translation>このメールをもう一度送信しますか？</translation>
    </message>
    <message>
        <source>If the first one arrived, the recipients get it twice.</source>
        <translation>最初のメールが届いていた場合、二重に届きます。</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>もう一度送信</translation>
    </message>
    <message>
        <source>Discard this message?</source>
        <translation>このメールを破棄しますか？</translation>
    </message>
    <message>
        <source>It is not sent and cannot be brought back.</source>
        <translation>送信されず、元に戻すこともできません。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>It has arrived</source>
        <translation>届いていた</translation>
    </message>
</context>
<context>
    <name>ui::OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>送信トレイ</translation>
    </message>
    <message>
        <source>Everything has been sent</source>
        <translation>未送信のメールはありません</translation>
    </message>
    <message>
        <source>Messages wait here until a server has taken them.</source>
        <translation>サーバーに渡るまで、メールはここで待ちます。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not sent yet</source>
        <translation>
            <numerusform>未送信のメール: %Ln通</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::PasswordCard</name>
    <message>
        <source>Encrypt them on this computer…</source>
        <translation>暗号化してこのコンピューターに保存…</translation>
    </message>
    <message>
        <source>Remove the file</source>
        <translation>ファイルを削除</translation>
    </message>
    <message>
        <source>Passwords are asked for again from the next start on</source>
        <translation>次回の起動から、パスワードの入力が必要になります</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>もう一度</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>One passphrase opens all of them. Hikyaku asks for it once at each start; nobody can open the file without it, and nobody can tell it to you.</source>
        <translation>1つのパスフレーズで、すべてのパスワードを開きます。Hikyakuの起動ごとに一度入力します。パスフレーズがなければ誰もファイルを開けず、忘れても調べる方法はありません。</translation>
    </message>
    <message>
        <source>At least %1 characters; several words are easy to remember.</source>
        <translation>%1文字以上にしてください。いくつかの単語を並べると覚えやすくなります。</translation>
    </message>
    <message>
        <source>This is not the same.</source>
        <translation>同じではありません。</translation>
    </message>
    <message>
        <source>Looking for the keyring…</source>
        <translation>キーリングを確認しています…</translation>
    </message>
    <message>
        <source>Passwords are in the keyring of your desktop, under the name Hikyaku, and nowhere else. Removing an account removes its password there.</source>
        <translation>パスワードはデスクトップのキーリングにHikyakuの名前で保存され、ほかの場所にはありません。アカウントを削除すると、そのパスワードも削除されます。</translation>
    </message>
    <message>
        <source>There is no keyring that can be used. Passwords are in an encrypted file in this folder; its passphrase is asked for once at each start.</source>
        <translation>使えるキーリングがありません。パスワードは、このフォルダーの暗号化したファイルに保存しています。起動ごとに一度、パスフレーズを入力します。</translation>
    </message>
    <message>
        <source>There is no keyring that can be used (%1). Nothing is kept: passwords are asked for at each start.</source>
        <translation>使えるキーリングがありません（%1）。パスワードは保存されず、起動のたびに入力が必要です。</translation>
    </message>
</context>
<context>
    <name>ui::PasswordDialog</name>
    <message>
        <source>Keep the password in the system keyring</source>
        <translation>パスワードをシステムのキーリングに保存する</translation>
    </message>
    <message>
        <source>Password for %1</source>
        <translation>「%1」のパスワード</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>There is no password for this account on this computer.</source>
        <translation>このアカウントのパスワードは、このコンピューターに保存されていません。</translation>
    </message>
    <message>
        <source>The server for sending refused the password.</source>
        <translation>送信サーバーがパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>The server for receiving refused the password.</source>
        <translation>受信サーバーがパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>The server said: %1</source>
        <translation>サーバーの応答: %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>user at server</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>The account stays offline until the password is asked for again</source>
        <translation>次にパスワードを入力するまで、このアカウントはオフラインのままです</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>サインイン</translation>
    </message>
    <message>
        <source>Passphrase of your certificate</source>
        <translation>証明書のパスフレーズ</translation>
    </message>
    <message>
        <source>The proxy refused the password. The password of your mail is another one.</source>
        <translation>プロキシがパスワードを受け付けませんでした。メールのパスワードとは別のものです。</translation>
    </message>
    <message>
        <source>The proxy lets nobody through to %1 without its own password.</source>
        <translation>%1 に接続するには、プロキシのパスワードが必要です。</translation>
    </message>
    <message>
        <source>The passphrase does not open the certificate.</source>
        <translation>このパスフレーズでは証明書を開けません。</translation>
    </message>
    <message>
        <source>The certificate with which %1 signs in is encrypted on this computer.</source>
        <translation>%1 のサインインに使う証明書は、このコンピューターに暗号化して保存されています。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>The proxy said: %1</source>
        <translation>プロキシの応答: %1</translation>
    </message>
    <message>
        <source>Password for the proxy</source>
        <translation>プロキシのパスワード</translation>
    </message>
    <message>
        <source>Passphrase of your passwords</source>
        <translation>パスワードを開くパスフレーズ</translation>
    </message>
    <message>
        <source>This passphrase does not open them.</source>
        <translation>このパスフレーズでは開けません。</translation>
    </message>
    <message>
        <source>Your passwords are encrypted on this computer. One passphrase opens all.</source>
        <translation>パスワードは、このコンピューターに暗号化して保存されています。1つのパスフレーズですべて開けます。</translation>
    </message>
    <message>
        <source>Password for the directory</source>
        <translation>ディレクトリのパスワード</translation>
    </message>
    <message>
        <source>The directory refused the password.</source>
        <translation>ディレクトリがパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>The directory of %1 shows people only to those who sign in.</source>
        <translation>「%1」のディレクトリは、サインインした人にだけ名簿を見せます。</translation>
    </message>
    <message>
        <source>The button for it is in Settings, under Accounts.</source>
        <translation>設定の「アカウント」にあるボタンから始められます。</translation>
    </message>
    <message>
        <source>Keep the passphrase in the system keyring</source>
        <translation>パスフレーズをシステムのキーリングに保存する</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>ui::PasswordEdit</name>
    <message>
        <source>Hide the password</source>
        <translation>パスワードを隠す</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>パスワードを表示</translation>
    </message>
</context>
<context>
    <name>ui::ProviderNotice</name>
    <message>
        <source>Open its page</source>
        <translation>設定ページを開く</translation>
    </message>
    <message>
        <source>Enter a client ID…</source>
        <translation>クライアントIDを入力…</translation>
    </message>
    <message>
        <source>You sign in in your browser, at %1.</source>
        <translation>%1には、ブラウザーでサインインします。</translation>
    </message>
    <message>
        <source>The mail of this address is kept by %1. You can sign in there with the browser.</source>
        <translation>このアドレスのメールは%1が預かっています。ブラウザーでサインインできます。</translation>
    </message>
</context>
<context>
    <name>ui::QuestionBar</name>
    <message>
        <source>%1 cannot prove that it is your server. Nothing was sent to it.</source>
        <translation>%1 が本物のサーバーかどうか確認できません。まだ何も送っていません。</translation>
    </message>
    <message>
        <source>Look at the certificate…</source>
        <translation>証明書を確認…</translation>
    </message>
    <message>
        <source>%1 refused the password.</source>
        <translation>%1 がパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>%1 needs your password.</source>
        <translation>%1 にパスワードが必要です。</translation>
    </message>
    <message>
        <source>Type the password…</source>
        <translation>パスワードを入力…</translation>
    </message>
    <message>
        <source>%1 waits until you answer.</source>
        <translation>「%1」は回答を待っています。</translation>
    </message>
    <message>
        <source>The proxy %1 refused the password.</source>
        <translation>プロキシ %1 がパスワードを受け付けませんでした。</translation>
    </message>
    <message>
        <source>The proxy %1 needs a password.</source>
        <translation>プロキシ %1 のパスワードが必要です。</translation>
    </message>
    <message>
        <source>Your certificate “%1” can only be used with its passphrase.</source>
        <translation>証明書「%1」を使うには、パスフレーズが必要です。</translation>
    </message>
    <message>
        <source>Your passwords are encrypted on this computer.</source>
        <translation>パスワードは、このコンピューターに暗号化して保存されています。</translation>
    </message>
    <message>
        <source>Type the passphrase…</source>
        <translation>パスフレーズを入力…</translation>
    </message>
    <message>
        <source>%1 has to be signed in again.</source>
        <translation>%1はもう一度サインインが必要です。</translation>
    </message>
    <message>
        <source>%1 has to be signed in.</source>
        <translation>%1はサインインが必要です。</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>サインイン…</translation>
    </message>
</context>
<context>
    <name>ui::ReadingBar</name>
    <message>
        <source>Message actions</source>
        <translation>メールの操作</translation>
    </message>
</context>
<context>
    <name>ui::ReadyPage</name>
    <message>
        <source>Receiving works</source>
        <translation>受信できます</translation>
    </message>
    <message>
        <source>Sending works</source>
        <translation>送信できます</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>このコンピューターに保存するもの</translation>
    </message>
    <message>
        <source>The list of all messages, and the messages of the last 90 days whole. They can be read without a connection. Everything also stays on the server.</source>
        <translation>すべてのメールの一覧と、最近90日間のメールの全体です。接続がなくても読めます。
サーバーにもすべて残ります。</translation>
    </message>
</context>
<context>
    <name>ui::RemovalCard</name>
    <message>
        <source>Remove account…</source>
        <translation>アカウントを削除…</translation>
    </message>
    <message>
        <source>Remove account</source>
        <translation>アカウントを削除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>削除しない</translation>
    </message>
    <message>
        <source>Also erase its mail from this computer</source>
        <translation>このコンピューターにあるメールも消去する</translation>
    </message>
    <message>
        <source>Remove the account %1 from this computer?</source>
        <translation>アカウント「%1」をこのコンピューターから削除しますか？</translation>
    </message>
    <message>
        <source>Its settings, its password, its drafts and what waits in its queue go from this computer, and this cannot be undone. The server keeps all its mail.</source>
        <translation>設定、パスワード、下書き、まだサーバーに送っていない操作が、このコンピューターから削除されます。取り消すことはできません。サーバーのメールはすべてそのまま残ります。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) in the Outbox will not be sent.</source>
        <translation>
            <numerusform>送信トレイの%Ln通は送信されません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SearchPage</name>
    <message>
        <source>Searching</source>
        <translation>検索中</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy a report</source>
        <translation>報告をコピー</translation>
    </message>
    <message>
        <source>Show the certificate</source>
        <translation>証明書を表示</translation>
    </message>
    <message>
        <source>What was tried and what happened, without your name or password</source>
        <translation>試した内容と結果。名前とパスワードは含みません</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>The server said: %1</source>
        <translation>サーバーの応答: %1</translation>
    </message>
    <message>
        <source>Open your provider’s page</source>
        <translation>プロバイダーのページを開く</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>ブラウザーでサインイン</translation>
    </message>
</context>
<context>
    <name>ui::SelectionCommands</name>
    <message>
        <source>Move to</source>
        <translation>フォルダーへ移動</translation>
    </message>
    <message>
        <source>Copy to folder</source>
        <translation>フォルダーへコピー</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>フォルダーへ移動</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>フォルダーへコピー</translation>
    </message>
</context>
<context>
    <name>ui::ServerForm</name>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>暗号化</translation>
    </message>
</context>
<context>
    <name>ui::SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>このコンピューター</translation>
    </message>
</context>
<context>
    <name>ui::Sidebar</name>
    <message>
        <source>Menu</source>
        <translation>メニュー</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>メニュー (F10)</translation>
    </message>
</context>
<context>
    <name>ui::SignInCard</name>
    <message>
        <source>Sign in again</source>
        <translation>もう一度サインイン</translation>
    </message>
    <message>
        <source>Forget the sign-in</source>
        <translation>サインインを解除</translation>
    </message>
    <message>
        <source>Takes the permission back from this computer. The account stays, and is offline until you sign in again.</source>
        <translation>このコンピューターへの許可を取り消します。アカウントは残り、もう一度サインインするまでオフラインになります。</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>サインインの状態</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>In the browser, at %1</source>
        <translation>ブラウザーで（%1）</translation>
    </message>
    <message>
        <source>With a password</source>
        <translation>パスワードで</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>サインインした日時</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln day(s) ago</source>
        <translation>
            <numerusform>%1（%Ln日前）</numerusform>
        </translation>
    </message>
    <message>
        <source>Permission renewed</source>
        <translation>許可の更新</translation>
    </message>
    <message>
        <source>To be renewed</source>
        <translation>次の自動更新</translation>
    </message>
    <message>
        <source>Next sign-in by you</source>
        <translation>次に手動でサインイン</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>%1まで</translation>
    </message>
    <message>
        <source>When %1 asks for it; it does not say when</source>
        <translation>%1が求めたとき（時期は公表されていません）</translation>
    </message>
    <message>
        <source>Now: no permission is at hand</source>
        <translation>今すぐ（許可がありません）</translation>
    </message>
    <message>
        <source>Receiving worked</source>
        <translation>受信に成功</translation>
    </message>
    <message>
        <source>Sending worked</source>
        <translation>送信に成功</translation>
    </message>
    <message>
        <source>The server said: %1</source>
        <translation>サーバーの応答: %1</translation>
    </message>
    <message>
        <source>Last failure: %1.</source>
        <translation>最後の失敗: %1。</translation>
    </message>
    <message>
        <source>Sign in with the browser…</source>
        <translation>ブラウザーでサインイン…</translation>
    </message>
    <message>
        <source>In place of the password, from now on</source>
        <translation>今後はパスワードの代わりに使います</translation>
    </message>
</context>
<context>
    <name>ui::SignInDialog</name>
    <message>
        <source>Sign in: %1</source>
        <translation>サインイン: %1</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>%1にサインイン</translation>
    </message>
    <message>
        <source>%1 no longer accepts the sign-in of this account. That happens after a change of the password, after a long time, or when access was withdrawn.</source>
        <translation>%1で、このアカウントのサインインが無効になりました。パスワードを変更したとき、長い時間が過ぎたとき、アクセスの許可が取り消されたときに起こります。</translation>
    </message>
    <message>
        <source>This account signs in in the browser, at %1. Nothing of it is kept on this computer now.</source>
        <translation>このアカウントは、ブラウザーで%1にサインインします。サインインの情報は、今このコンピューターにありません。</translation>
    </message>
    <message>
        <source>The server said: %1</source>
        <translation>サーバーの応答: %1</translation>
    </message>
    <message>
        <source>Mail that is already here stays, and nothing that waits is lost.</source>
        <translation>このコンピューターにあるメールはそのまま残り、送信待ちのメールも失われません。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>今はしない</translation>
    </message>
    <message>
        <source>The account stays offline until you sign in</source>
        <translation>サインインするまで、アカウントはオフラインのままです</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>ブラウザーでサインイン</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
</context>
<context>
    <name>ui::SignInWords</name>
    <message>
        <source>You were not signed in.</source>
        <translation>サインインできませんでした。</translation>
    </message>
    <message>
        <source>Try again, and allow Hikyaku to use your mail.</source>
        <translation>もう一度試し、Hikyakuによるメールの利用を許可してください。</translation>
    </message>
    <message>
        <source>%1 cannot sign you in just now.</source>
        <translation>%1は今、サインインを受け付けられません。</translation>
    </message>
    <message>
        <source>Try again in a while.</source>
        <translation>しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>Nobody came back from the browser in time.</source>
        <translation>時間内にブラウザーでのサインインが完了しませんでした。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>もう一度お試しください。</translation>
    </message>
    <message>
        <source>No client ID is set for this provider.</source>
        <translation>このプロバイダーのクライアントIDが設定されていません。</translation>
    </message>
    <message>
        <source>Without one Hikyaku cannot ask it to sign you in. Ask whoever provides Hikyaku to you, or set one of your own.</source>
        <translation>サインインを始めるにはクライアントIDが必要です。Hikyakuの提供元に問い合わせるか、ご自分のクライアントIDを設定してください。</translation>
    </message>
    <message>
        <source>%1 does not accept this program.</source>
        <translation>%1がこのプログラムを受け付けません。</translation>
    </message>
    <message>
        <source>The client ID may be wrong or no longer valid.</source>
        <translation>クライアントIDが誤っているか、無効になっている可能性があります。</translation>
    </message>
</context>
<context>
    <name>ui::SourceWindow</name>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Source of “%1”</source>
        <translation>「%1」のソース</translation>
    </message>
    <message>
        <source>Source of the message</source>
        <translation>メールのソース</translation>
    </message>
    <message>
        <source>The message is being fetched</source>
        <translation>メールを取得しています</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Save message</source>
        <translation>メールを保存</translation>
    </message>
</context>
<context>
    <name>ui::StateBanner</name>
    <message>
        <source>The server of %1 says: %2</source>
        <extracomment>%1 is the name of an account, %2 what its server wants to be read</extracomment>
        <translation>「%1」のサーバーからのお知らせ: %2</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>The part of Hikyaku that talks to your servers has stopped. What is stored can be read.</source>
        <translation>サーバーと通信する部分が停止しました。保存済みのメールは読めます。</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>Account settings…</source>
        <translation>アカウントの設定…</translation>
    </message>
</context>
<context>
    <name>ui::TextEditor</name>
    <message>
        <source>Text of the message</source>
        <translation>メールの本文</translation>
    </message>
</context>
<context>
    <name>ui::TrustDialog</name>
    <message>
        <source>Is this your server?</source>
        <translation>本物のサーバーですか？</translation>
    </message>
</context>
<context>
    <name>ui::TrustPrompt</name>
    <message>
        <source>Do not connect</source>
        <translation>接続しない</translation>
    </message>
    <message>
        <source>This time only</source>
        <translation>今回だけ接続</translation>
    </message>
    <message>
        <source>Always for this server</source>
        <translation>このサーバーでは常に信頼</translation>
    </message>
    <message>
        <source>What could happen</source>
        <translation>起こりうること</translation>
    </message>
    <message>
        <source>A harmless reason</source>
        <translation>心配のない場合</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Certificate is for</source>
        <translation>証明書の対象</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>発行者</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有効期間</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>指紋 (SHA-256)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>鍵</translation>
    </message>
    <message>
        <source>Accepted before</source>
        <translation>以前に信頼した証明書</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>今回示された証明書</translation>
    </message>
    <message>
        <source>Who vouches for whom</source>
        <translation>証明のつながり</translation>
    </message>
    <message>
        <source>Certificates, the issuer above</source>
        <translation>証明書（上が発行者）</translation>
    </message>
    <message>
        <source>Press Enter or double-click to see this certificate</source>
        <translation>Enterキーまたはダブルクリックで証明書を表示</translation>
    </message>
</context>
<context>
    <name>ui::TrustWords</name>
    <message>
        <source>Nobody this computer knows vouches for the certificate. It was issued by “%1”.</source>
        <translation>この証明書の発行者「%1」は、このコンピューターが信頼する認証局ではありません。</translation>
    </message>
    <message>
        <source>The server vouches only for itself: it made its certificate on its own.</source>
        <translation>サーバーが自分で発行した証明書です。第三者による証明がありません。</translation>
    </message>
    <message>
        <source>The certificate does not say that it is for %1.</source>
        <translation>証明書に %1 の記載がありません。</translation>
    </message>
    <message>
        <source>The certificate is for %1, not for %2.</source>
        <translation>%2 ではなく、%1 の証明書です。</translation>
    </message>
    <message>
        <source>The certificate expired on %1.</source>
        <translation>証明書の有効期間は%1に終了しました。</translation>
    </message>
    <message>
        <source>The server shows another key than the one you accepted before.</source>
        <translation>以前に信頼した鍵と異なる鍵が示されました。</translation>
    </message>
    <message>
        <source>The server was set up again, or its key was replaced. Whoever runs it can tell you the fingerprint.</source>
        <translation>サーバーの再設定や鍵の更新が行われた場合です。正しい指紋はサーバーの管理者に確認できます。</translation>
    </message>
    <message>
        <source>A provider hosts many names on one server and its certificate names only some of them. Then another server name, which the provider can tell you, works without this question.</source>
        <translation>プロバイダーが1台のサーバーを複数の名前で運用していて、証明書にその一部しか記載がない場合です。プロバイダーが案内する別のサーバー名なら、この確認なしで接続できます。</translation>
    </message>
    <message>
        <source>The server belongs to a company, a university or to yourself and uses a certificate of its own. Whoever runs it can tell you the fingerprint.</source>
        <translation>会社、大学、個人などのサーバーで、独自の証明書を使っている場合です。正しい指紋はサーバーの管理者に確認できます。</translation>
    </message>
    <message>
        <source>Somebody forgot to renew the certificate. It is usually put right within a day or two.</source>
        <translation>証明書の更新が遅れている場合です。たいてい1、2日で直ります。</translation>
    </message>
    <message>
        <source>The server is set up in an unusual way. Ask whoever runs it.</source>
        <translation>サーバーの設定が通常と異なる場合です。サーバーの管理者に問い合わせてください。</translation>
    </message>
    <message>
        <source>%1 is not the server it was before</source>
        <translation>%1 は以前と異なるサーバーです</translation>
    </message>
    <message>
        <source>%1 cannot prove that it is your server</source>
        <translation>%1 の身元を確認できません</translation>
    </message>
    <message numerus="yes">
        <source>That was %n day(s) ago.</source>
        <translation>
            <numerusform>終了から%n日たっています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody between you and the server may be pretending to be it. If you connect, that person can get your password, read your mail and write in your name.</source>
        <translation>通信の途中で、誰かがサーバーになりすましているおそれがあります。接続すると、パスワードを盗まれたり、メールを読まれたり、あなたの名前で送信されたりすることがあります。</translation>
    </message>
    <message>
        <source>“Always” applies to this key at %1, port %2, and to these faults only. If the key changes, you will be asked again.</source>
        <translation>「常に信頼」は、%1 のポート %2 で、この鍵とここに示した問題に限って有効です。鍵が変わったときは、もう一度確認します。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>validity of a certificate</comment>
        <translation>%1 〜 %2</translation>
    </message>
    <message>
        <source>unknown issuer</source>
        <translation>発行者が不明</translation>
    </message>
    <message>
        <source>self-signed</source>
        <translation>自己署名</translation>
    </message>
    <message>
        <source>another name</source>
        <translation>名前の不一致</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>not valid yet</source>
        <translation>有効期間の開始前</translation>
    </message>
    <message>
        <source>changed key</source>
        <translation>鍵の変更</translation>
    </message>
    <message>
        <source>other</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Accepted by you</source>
        <translation>信頼しました</translation>
    </message>
    <message>
        <source>Renewed with the same key: accepted</source>
        <translation>同じ鍵で更新されたため、接続しました</translation>
    </message>
    <message>
        <source>Another key: not connected</source>
        <translation>鍵が違うため、接続しませんでした</translation>
    </message>
    <message>
        <source>Forgotten by you</source>
        <translation>信頼を取り消しました</translation>
    </message>
    <message>
        <source>Whoever issued the certificate has taken it back: its key may be in the wrong hands.</source>
        <translation>この証明書は発行者によって失効させられています。鍵が悪用されるおそれがあります。</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Something that calls itself “%1” looks into your encrypted connections: a virus scanner on this computer, or a device of your company. If you know of it, switch its mail scanning off, or ask the people who run your network.</source>
        <translation>「%1」を名乗るものが、暗号化された通信の中身を検査しています。このコンピューターのウイルス対策ソフトか、会社のネットワーク機器と考えられます。心当たりがあれば、そのメール検査を無効にするか、ネットワークの管理者に確認してください。</translation>
    </message>
    <message>
        <source>There is hardly one: it was taken back on purpose. Whoever runs the server has to get a new certificate.</source>
        <translation>ほとんど考えられません。発行者が理由があって失効させたものです。サーバーの管理者が新しい証明書を用意する必要があります。</translation>
    </message>
    <message>
        <source>The certificate is not valid before %1.</source>
        <translation>証明書の有効期間は%1に始まります。</translation>
    </message>
    <message>
        <source>The certificate does not pass the checks of this computer: it may be too weak, or not meant for a server.</source>
        <translation>証明書を正しいものと確認できませんでした。強度が足りないか、サーバー用ではない可能性があります。</translation>
    </message>
    <message>
        <source>The clock of this computer is wrong. It says %1: set it, then try again.</source>
        <translation>このコンピューターの時計がずれている場合です。今は%1になっています。合わせてから、もう一度お試しください。</translation>
    </message>
</context>
<context>
    <name>ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>元に戻す (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>元に戻しました</translation>
    </message>
    <message>
        <source>Too late: this can no longer be undone.</source>
        <translation>間に合いませんでした。もう元に戻せません。</translation>
    </message>
    <message numerus="yes">
        <source>Sending in %Ln second(s)…</source>
        <translation>
            <numerusform>%Ln秒後に送信します…</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Press Ctrl+Z to undo.</source>
        <translation>%1。Ctrl+Z で元に戻せます。</translation>
    </message>
</context>
<context>
    <name>ui::WindowActions</name>
    <message>
        <source>New message</source>
        <translation>新規メール</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>アカウントを追加…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>返信</translation>
    </message>
    <message>
        <source>Reply to all</source>
        <translation>全員に返信</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>転送</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>迷惑メール</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>未読にする</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>スターを付ける</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>次のメール</translation>
    </message>
    <message>
        <source>Previous message</source>
        <translation>前のメール</translation>
    </message>
    <message>
        <source>Next unread message</source>
        <translation>次の未読メール</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>次の領域</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>前の領域</translation>
    </message>
    <message>
        <source>Show all quoted text</source>
        <translation>引用をすべて表示</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>文字を大きく</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>文字を小さく</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>標準の文字サイズ</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Save all attachments…</source>
        <translation>添付ファイルをすべて保存…</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>既読にする</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>スターを外す</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>フォルダーへ移動…</translation>
    </message>
    <message>
        <source>Copy to folder…</source>
        <translation>フォルダーへコピー…</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新しいフォルダー…</translation>
    </message>
    <message>
        <source>Show all folders</source>
        <translation>すべてのフォルダーを表示</translation>
    </message>
    <message>
        <source>Delete permanently</source>
        <translation>完全に削除</translation>
    </message>
</context>
</TS>
